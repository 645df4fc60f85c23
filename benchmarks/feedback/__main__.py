"""Measure feedback on unseen answers: `python -m benchmarks.feedback`.

Puts the answers of `answers/` to `check` and to the judge, writes what each was told to
`_build/feedback.jsonl`, and the table of counts to `RESULTS.md`. With `--part building` it runs
the part that was looked at while feedback was built, and writes no table.

A reader who has seen neither checks nor mistakes judges what was said: `readings.json` holds for
each report whether it is true and whether it is specific, and to which words that refers.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tqdm.auto import tqdm

from autograder.files import ROOT
from benchmarks.feedback.answers import HELD_OUT, PARTS, UnseenAnswer, read
from benchmarks.feedback.run import Report, reports

REPORTS = ROOT / "_build" / "feedback.jsonl"
HERE = Path(__file__).parent
RESULTS, READINGS = HERE / "RESULTS.md", HERE / "readings.json"
Told = tuple[UnseenAnswer, Report]
COLUMNS = (
    "wrong", "rejected", "named", "facts", "true", "specific", "right", "accepted",
)  # fmt: skip


def main() -> None:
    """Run the answers that are asked for."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--part", choices=PARTS, default=HELD_OUT)
    parser.add_argument("--draws", type=int, default=3, help="how often the judge draws cases")
    parser.add_argument("--workers", type=int, default=2, help="how many chapters at a time")
    parser.add_argument("--chapter", default="", help="such as 07: these alone, and no table")
    asked = parser.parse_args()
    answers = [one for one in read(asked.part) if one.chapter.startswith(asked.chapter)]
    REPORTS.parent.mkdir(exist_ok=True)
    told: list[Told] = []
    with REPORTS.open("w", encoding="utf-8") as file:
        for answer, report in tqdm(
            reports(answers, asked.draws, asked.workers), total=len(answers)
        ):
            told.append((answer, report))
            entry = {"name": answer.name, "about": answer.about, **report.as_json()}
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    print(f"What each was told: {REPORTS}")
    if asked.part == HELD_OUT and not asked.chapter:
        RESULTS.write_text(table(told, json.loads(READINGS.read_text("utf-8")), asked.draws))
        print(f"The table: {RESULTS}")


def table(told: Sequence[Told], readings: Mapping[str, Any], draws: int) -> str:
    """Return the counts by exercise as Markdown."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))
    for answer, report in told:
        for row in (f"{answer.chapter[:2]} {answer.exercise}", "all"):
            for column, holds in _columns(answer, report, readings).items():
                counts[row][column] += holds
    unread = [answer.name for answer, report in told if _is_to_be_read(answer, report, readings)]
    head = (
        "# Feedback on answers that nobody here had seen\n\n"
        f"Written by `python -m benchmarks.feedback --draws {draws}`. Wrong answers are counted as "
        "rejected, right ones as accepted, where `check` and all draws of the judge agree. A "
        "reader said of each report of `check` and of the judge's whether it is true, and whether "
        "it points at the slip or its place; what was said of what stands in `readings.json`.\n\n"
    )
    if unread:
        head += f"{len(unread)} reports changed since they were read, and count as neither.\n\n"
    head += _about_examples(told)
    head += "<!-- by exercise -->\n\n"
    rows = [f"| exercise | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    rows += [
        f"| {row} | {' | '.join(str(counts[row][column]) for column in COLUMNS)} |"
        for row in [*(row for row in counts if row != "all"), "all"]
    ]
    return head + "\n".join(rows) + "\n"


def _about_examples(told: Sequence[Told]) -> str:
    """Say how the examples in the stubs' docstrings agree with `check`."""
    right = [report.example for answer, report in told if answer.is_right]
    caught = [report.accepted for answer, report in told if not (answer.is_right or report.example)]
    return (
        f"The example in the stub's docstring comes out for {sum(right)} of {len(right)} right "
        f"answers. It fails for {len(caught)} wrong ones, and `check` accepts {sum(caught)} of "
        "these.\n\n"
    )


def _columns(answer: UnseenAnswer, report: Report, readings: Mapping[str, Any]) -> dict[str, bool]:
    full = [earned == report.possible for earned in report.earned]
    if answer.is_right:
        return {"right": True, "accepted": report.accepted and all(full)}
    reading = _reading(answer, report, readings)
    return {
        "wrong": True,
        "rejected": not report.accepted and not any(full),
        "named": bool(report.mistake),
        "facts": report.has_facts,
        "true": bool(reading.get("true")),
        "specific": bool(reading.get("specific")),
    }


def _reading(
    answer: UnseenAnswer, report: Report, readings: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what a reader said of these very words, nothing of others."""
    reading: Mapping[str, Any] = readings.get(answer.name, {})
    return reading if reading.get("of") == report.finding else {}


def _is_to_be_read(answer: UnseenAnswer, report: Report, readings: Mapping[str, Any]) -> bool:
    return not (answer.is_right or report.accepted or _reading(answer, report, readings))


if __name__ == "__main__":
    main()
