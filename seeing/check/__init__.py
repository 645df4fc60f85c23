"""Instant feedback on one exercise: which cases pass, which mistake it looks like, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from IPython.display import display

from seeing.check import answer_key, built_on, html, plain_text, record, typed
from seeing.check.diagnosis import Report, diagnose

__all__ = ["CheckFailed", "check"]


class CheckFailed(AssertionError):
    """The answer is not right yet; the report above says why.

    summary: how it went and what is wrong; help: what the report says more
    """

    def __init__(self, summary: str, help: str = "") -> None:
        super().__init__(f"{summary} {help}".rstrip())
        self.summary = summary

    def _render_traceback_(self) -> list[str]:
        """Give IPython one line: the report above it has said the rest."""
        return [f"CheckFailed: {self.summary}"]


def check(name: str, *objects: Any) -> None:
    """Try an answer on the visible cases of an exercise, and show what comes of it.

    name: the exercise, such as "conv2d"
    objects: what the exercise asks for, one function in most cases
    raises CheckFailed unless every case passes, so that nbgrader's Validate button sees it

    >>> check("conv2d", conv2d)  # doctest: +SKIP
    ✓ conv2d is right in all 24 cases
    """
    try:
        key = answer_key.find(name)
    except (answer_key.UnknownExerciseError, answer_key.AnswerKeyMissingError) as error:
        raise CheckFailed(str(error)) from None
    report = diagnose(key, objects)
    if report.finding and (first := built_on.not_right(key, objects, answer_key.names(), _passes)):
        report = report.after(first)
    report = replace(report, old=typed.out_of_force(key.objects))
    record.keep(report)
    display(_Shown(report))  # type: ignore[no-untyped-call]  # IPython declares no types here
    if report.finding:
        raise CheckFailed(f"{report.headline}. {report.finding.title}.", report.finding.help)


def _passes(name: str, known: Mapping[str, Any]) -> bool:
    """Tell whether another exercise's answer passes its check, as far as it can be told."""
    key = answer_key.find(name)
    objects = [known.get(one) for one in key.objects]
    return None in objects or diagnose(key, objects).passed


class _Shown:
    """A report as Jupyter displays it: rich where there is room for it, plain everywhere."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def _repr_html_(self) -> str:
        return html.render(self.report)

    def __repr__(self) -> str:
        return plain_text.render(self.report)
