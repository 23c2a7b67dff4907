"""`precinct law cn diff`: what changed between two days, what may be done before where it is written."""

import argparse
from itertools import groupby

from precinct.basics.text import Language, Text
from precinct.cli.law.packs import open_procedure
from precinct.cli.law.words import citations, content, head
from precinct.cli.words import say
from precinct.law.changes import Change, Sort, changes
from precinct.law.pack import Pack
from precinct.law.value import Choice


def run(arguments: argparse.Namespace) -> int:
    """Print every change, sort by sort."""
    language: Language = arguments.lang
    law = open_procedure(arguments.pack).law
    found = changes(law, arguments.before, arguments.after)
    print(head(law, language))
    days = f"{arguments.before} → {arguments.after}"
    print(say(language, f"{days}：{len(found)} 处变化", f"{days}: {len(found)} change(s)"))
    for sort, group in groupby(found, key=lambda change: change.sort):
        listed = list(group)
        print(f"\n{_HEADS[sort].to(language)} ({len(listed)})")
        if sort is Sort.PLACE:
            print("  " + ", ".join(change.code for change in listed))
            continue
        for change in listed:
            for line in _lines(change, law, language):
                print(line)
    return 0


_HEADS = {
    Sort.NUMBER: Text("数值", "numbers"),
    Sort.LENGTH: Text("期限", "lengths of time"),
    Sort.NAMES: Text("范围", "closed sets of names"),
    Sort.RANGE: Text("处罚幅度", "ranges of penalty"),
    Sort.NOTE: Text("提示的增减", "notes that begin or end"),
    Sort.FOOTING: Text("规则改由其他法律规定", "rules that stand on another law"),
    Sort.PLACE: Text("内容不变，仅条文出处不同", "the same rule in another article"),
}


def _lines(change: Change, law: Pack, language: Language) -> list[str]:
    said = change.after if change.after is not None else change.before
    text = getattr(said, "text", None)
    named = f"{change.code}: {text.to(language)}" if isinstance(text, Text) else change.code
    if change.sort is Sort.RANGE:
        named = f"{change.code}: {law.word(change.code).to(language)}"
    lines = [f"  {named}"]
    before, after = change.before, change.after
    if isinstance(before, Choice) and isinstance(after, Choice):
        for sign, names in (("+", after.names - before.names), ("-", before.names - after.names)):
            lines += [f"    {sign} {law.word(name).to(language)}" for name in sorted(names)]
    for label, one in ((say(language, "前", "before"), before), (say(language, "后", "after"), after)):
        words = "" if isinstance(one, Choice) else content(one, law, language)
        stands_on = "" if one is None else citations(one, language)
        lines.append(f"    {label}: {' — '.join(part for part in (words, stands_on) if part)}")
    return lines
