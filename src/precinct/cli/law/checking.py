"""`precinct law check`: the contract of a jurisdiction and every worked example."""

import argparse
from collections import Counter

from precinct.basics.errors import BadPack
from precinct.basics.text import Language, Text
from precinct.cli.law.packs import open_procedure
from precinct.cli.law.words import head
from precinct.cli.words import say
from precinct.jurisdictions.worked import About, Finding, check_pack
from precinct.jurisdictions.worked.coverage import Standing, covered
from precinct.jurisdictions.worked.example import MoveIs
from precinct.jurisdictions.worked.reading import gather
from precinct.matters.procedure import Procedure


def run(arguments: argparse.Namespace) -> int:
    """Print every finding and the totals; the status is 1 if there are findings."""
    language: Language = arguments.lang
    try:
        procedure = open_procedure(arguments.pack)
    except BadPack as error:
        findings = tuple(
            Finding(About.PACK, error.what, Text(problem, problem)) for problem in error.problems
        )
    else:
        print(head(procedure.law, language))
        findings = check_pack(procedure)
        for line in _totals(procedure, language):
            print(line)
    for finding in findings:
        print(f"- {finding.to(language)}")
    number = Counter(finding.about for finding in findings)
    told = ", ".join(f"{about.text.to(language)} {number[about]}" for about in About if number[about])
    if not findings:
        print(say(language, "没有发现问题", "nothing is wrong"))
        return 0
    print(say(language, f"共 {len(findings)} 个问题：{told}", f"{len(findings)} finding(s): {told}"))
    return 1


def _totals(procedure: Procedure, language: Language) -> list[str]:
    law = procedure.law
    examples = () if law.folder is None else gather(law.folder, procedure)[0]
    runs = sum(len(one.says.moments) if isinstance(one.says, MoveIs) else 1 for one in examples)
    tables = {name: len(by_code) for name, by_code in law.tables().items()}
    entries = ", ".join(f"{name} {count}" for name, count in tables.items())
    lines = [
        say(language, f"条目：{entries}", f"entries: {entries}"),
        say(
            language,
            f"示例：{len(examples)} 个，运行 {runs} 次",
            f"worked examples: {len(examples)}, run {runs} times",
        ),
    ]
    if law.rows:
        standing = Counter(one.standing for one in covered(law, examples))
        told = ", ".join(f"{one.text.to(language)} {standing[one]}" for one in Standing)
        lines.append(say(language, f"规则：{len(law.rows)} 条，{told}", f"rows: {len(law.rows)}, {told}"))
    return lines
