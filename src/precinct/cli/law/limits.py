"""`precinct law cn limits`: the time limits in force on a day, and how they are counted."""

import argparse
from datetime import datetime

from precinct.basics.text import Language
from precinct.cli.law.packs import open_procedure
from precinct.cli.law.words import citations, content, head
from precinct.cli.words import say
from precinct.law.counting import RULES, rules_of


def run(arguments: argparse.Namespace) -> int:
    """Print one limit after the other, then the rules by which they are counted."""
    language: Language = arguments.lang
    law = open_procedure(arguments.pack).law
    day = arguments.on or datetime.now(law.zone).date()
    print(head(law, language))
    codes = sorted(code for code in law.limits() if law.has_limit(code, day))
    print(
        say(language, f"{day} 有效的期限（{len(codes)} 个）", f"time limits in force on {day} ({len(codes)})")
    )
    used: set[str] = set()
    for code in codes:
        limit = law.limit(code, day)
        rules = [rule for rule in rules_of(limit) if law.cites(rule)]
        used.update(rules)
        marks = say(language, "；", "; ").join(RULES[rule].to(language) for rule in rules)
        print(f"\n{code}: {limit.text.to(language)}")
        print(f"  {content(limit, law, language)} — {citations(limit, language)}")
        if marks:
            print(f"  {say(language, '计算规则', 'counted')}: {marks}")
    for code in sorted(law.unset):
        print(f"\n{code}: {say(language, '法律未规定数字', 'the law sets no number')}")
    shown = [rule for rule in RULES if rule in used and not law.house]
    if shown:
        print(f"\n{say(language, '期限的计算', 'how time is counted')}")
    for rule in shown:
        print(f"  {RULES[rule].to(language)}: {citations(law.cite(rule, day), language)}")
    return 0
