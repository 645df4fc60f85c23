"""Verdict -> what stands below a graded check: a card for the student, and the points for nbgrader.

The words are the verdict's, and no text of a student is in them; all of it is escaped all the
same. The seed is left out: whoever has it could draw the hidden cases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from autograder.judging.verdict import GroupVerdict, Status, Verdict

STYLE = Path(__file__).with_name("feedback_card.css")
NOTES_ID = "what-was-noticed"
HEADLINES = {
    Status.NOT_WRITTEN: "not written yet",
    Status.RAISED: "the code raises an error",
    Status.LIMIT_HIT: "stopped at a limit",
    Status.BROKE_PROTOCOL: "stopped, for it broke the rules of grading",
}
# Whatever begins or ends something in Markdown. As a character reference it is only a character.
MARKUP = re.compile(r"[^\w\s.,;?'’]|_|\.(?=\S)|(?<=\d)\.")


def outputs(verdict: Verdict) -> list[NotebookNode]:
    """Return the outputs of a graded check: the card, then the points, which nbgrader reads.

    nbgrader takes the text of an `execute_result` as partial credit, and a check without one as
    right: so there always is one, with 0.0 for an answer that earns nothing.
    """
    said = points(verdict.earned, verdict.points)
    card = {"text/html": _html(verdict), "text/plain": _plain(verdict)}
    result = {
        "text/html": f'<p class="sk-points">{escape(said)}</p>',
        "text/plain": repr(float(verdict.earned)),
    }
    return [
        new_output("display_data", data=card, metadata={}),
        new_output("execute_result", data=result, metadata={}, execution_count=None),
    ]


def notes(notes: Sequence[str], refused: str) -> NotebookNode | None:
    """Return a Markdown cell with what the intake put right or why it could not read, if anything.

    refused: a sentence, "" where the submission was read
    """
    title = "Nothing could be graded" if refused else "What grading noticed in your notebook"
    said = [refused, *notes] if refused else list(notes)
    if not said:
        return None
    lines = [f"**{title}**", "", *(f"- {_in_markdown(sentence)}" for sentence in said)]
    cell = new_markdown_cell("\n".join(lines), id=NOTES_ID)
    cell.metadata = NotebookNode(deletable=False, editable=False)
    return cell


def points(earned: float, possible: float) -> str:
    """Write points as a reader says them.

    >>> points(2.5, 4.0), points(0.0, 1.0)
    ('2.5 of 4 points', '0 of 1 point')
    """
    return f"{number(earned)} of {number(possible)} point{'' if possible == 1 else 's'}"


def number(value: float) -> str:
    """Write a number with at most two decimals, and none that is not needed."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def status_of(verdict: Verdict) -> str:
    """Say in a few words how the judging of an answer ended."""
    if verdict.status is not Status.JUDGED:
        return HEADLINES.get(verdict.status, str(verdict.status))
    if verdict.right:
        return "every hidden case passes"
    passed, total = _cases(verdict)
    return f"{passed} of {total} hidden cases pass"


def prose(text: str) -> str:
    """Return text as HTML, with `code` as such and nothing else of it as markup."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def _cases(verdict: Verdict) -> tuple[int, int]:
    return sum(g.passed for g in verdict.groups), sum(g.total for g in verdict.groups)


def _in_markdown(text: str) -> str:
    return MARKUP.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))


def _html(verdict: Verdict) -> str:
    right = verdict.right
    head = (
        f'<p class="sk-head"><span class="sk-sign{" sk-right" if right else ""}" '
        f'aria-hidden="true">{"✓" if right else "✗"}</span>'
        f"<span>{prose(verdict.exercise)}: {escape(status_of(verdict))}</span></p>"
    )
    mistake = ""
    if verdict.mistake:
        mistake = (
            f'<div class="sk-mistake"><p class="sk-title">This looks like: '
            f"{prose(verdict.mistake)}</p><p>{prose(verdict.help)}</p></div>"
        )
    said = "".join(f"<li>{prose(sentence)}</li>" for sentence in verdict.sentences)
    # An inline <style>: formgrader and JupyterLab show the output, and nothing that lies beside it.
    return (
        f'<div class="sk-grade" role="group" aria-label="Result of {escape(verdict.exercise)}">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
        f"{head}{mistake}{_table(verdict)}{f'<ul>{said}</ul>' if said else ''}</div>"
    )


def _table(verdict: Verdict) -> str:
    passed, total = _cases(verdict)
    together = ""
    if len(verdict.groups) > 1:
        together = (
            f'<tfoot><tr><td></td><th scope="row">all</th><td>{passed} of {total}</td>'
            f"<td>{number(verdict.earned)} of {number(verdict.points)}</td></tr></tfoot>"
        )
    return (
        "<table><caption>Hidden cases and points</caption>"
        '<thead><tr><th scope="col">result</th><th scope="col">kind of case</th>'
        '<th scope="col">passed</th><th scope="col">points</th></tr></thead>'
        f"<tbody>{''.join(map(_row, verdict.groups))}</tbody>{together}</table>"
    )


def _row(group: GroupVerdict) -> str:
    right = group.passed == group.total
    sign, word, kind = ("✓", "passes", "sk-met") if right else ("✗", "not yet", "sk-missed")
    return (
        f'<tr class="{kind}"><td><span aria-hidden="true">{sign}</span> '
        f'<span class="sk-word">{word}</span></td>'
        f'<th scope="row">{prose(group.name)}</th><td>{group.passed} of {group.total}</td>'
        f"<td>{number(group.earned)} of {number(group.possible)}</td></tr>"
    )


def _plain(verdict: Verdict) -> str:
    sign = "✓" if verdict.right else "✗"
    lines = [f"{sign} {verdict.exercise}: {status_of(verdict)}"]
    if verdict.mistake:
        lines += ["", f"This looks like: {verdict.mistake}", verdict.help]
    width = max((len(group.name) for group in verdict.groups), default=0)
    lines.append("")
    for group in verdict.groups:
        mark = "✓ passes " if group.passed == group.total else "✗ not yet"
        got = points(group.earned, group.possible)
        lines.append(f"  {mark}  {group.name:<{width}}  {group.passed} of {group.total}  {got}")
    return "\n".join([*lines, "", *verdict.sentences])
