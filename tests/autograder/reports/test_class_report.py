"""The class report counts right, shows names as text, and is one page that asks for nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from autograder.exercises import Exercise, call_function
from autograder.judging.engine import Graded
from autograder.judging.verdict import GroupVerdict, Status, Verdict
from autograder.reports import class_report, page_style
from autograder.reports.class_plots import COLOURS, histogram, shares
from autograder.reports.class_tally import tally
from tests.support.axe import rules_in, violations
from tests.support.page_watch import watching

NAME = "07_convolution_filters"
HOSTILE = '<img src=x onerror="alert(1)">'


def exercise(name: str, groups: Mapping[str, float]) -> Exercise:
    points = sum(groups.values())
    return Exercise(name, points, call_function, lambda rng: [], np.sum, (), groups)


EXERCISES = {
    "conv1d": exercise("conv1d", {"sums": 2.0, "ends": 1.0}),
    "conv2d": exercise("conv2d", {"a group with quite a long name, as names go": 3.0}),
}


def verdict(name: str, passed: tuple[str, ...], status=Status.JUDGED, mistake="") -> Verdict:
    groups = tuple(
        GroupVerdict(group, points if group in passed else 0.0, points, 2 * (group in passed), 2)
        for group, points in EXERCISES[name].groups.items()
    )
    text = "Look at `t` again." if mistake else ""
    return Verdict(name, status, EXERCISES[name].points, groups, mistake, text, (), "00", "e")


def graded(first: Verdict, second: Verdict, refused: str = "") -> Graded:
    return Graded("key", refused, verdicts={"conv1d": first, "conv2d": second})


ALL_2D = tuple(EXERCISES["conv2d"].groups)
CLASS = {
    "ada": graded(verdict("conv1d", ("sums", "ends")), verdict("conv2d", ALL_2D)),
    "ben": graded(verdict("conv1d", ("sums",), mistake="shifted"), verdict("conv2d", ())),
    "cem": graded(
        verdict("conv1d", (), mistake="shifted"), verdict("conv2d", (), Status.BROKE_PROTOCOL)
    ),
    "dan": graded(
        verdict("conv1d", ("sums",), Status.LIMIT_HIT), verdict("conv2d", (), Status.RAISED)
    ),
    "eve": graded(
        verdict("conv1d", (), Status.NOT_WRITTEN), verdict("conv2d", (), Status.NOT_WRITTEN)
    ),
    "fay": graded(
        verdict("conv1d", (), Status.REFUSED),
        verdict("conv2d", (), Status.REFUSED),
        refused="The file is no notebook.",
    ),
}


def report(folder: Path, submissions: Mapping[str, Graded] = CLASS, **options) -> str:
    return class_report.write(folder, NAME, EXERCISES, submissions, **options).read_text("utf-8")


def words(html: str) -> str:
    """The page's text, with one space between words."""
    body = re.sub(r"<svg.*?</svg>", "", html.partition("<body>")[2], flags=re.DOTALL)
    body = re.sub(r"</?bdi>", "", body)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_report_of_each_assignment_is_a_page_of_its_own(tmp_path: Path):
    path = class_report.write(tmp_path / "new", NAME, EXERCISES, CLASS)

    assert [path] == list((tmp_path / "new").iterdir())
    assert NAME in path.name


def test_points_are_counted():
    counted = tally(EXERCISES, CLASS)

    assert counted.totals == [6.0, 2.0, 0.0, 2.0, 0.0, 0.0]
    assert (counted.mean, counted.median) == (pytest.approx(10 / 6), 1.0)
    assert (counted.possible, counted.full) == (6.0, 1)


def test_submissions_of_each_kind_are_counted():
    counted = tally(EXERCISES, CLASS)

    assert (counted.blank, counted.limited) == (1, 1)
    assert counted.refused == {"fay": "The file is no notebook."}


def test_a_case_group_is_counted_as_passed_missed_or_not_written():
    groups = tally(EXERCISES, CLASS).exercises["conv1d"].groups

    assert [(g.passed, g.missed, g.not_written) for g in groups.values()] == [(3, 1, 1), (1, 3, 1)]


def test_what_could_not_be_read_counts_in_no_share():
    assert tally(EXERCISES, CLASS).exercises["conv1d"].groups["sums"].answers == 5


def test_answers_are_counted_by_how_they_ended():
    first, second = tally(EXERCISES, CLASS).exercises.values()

    assert (first.right, first.partly, first.wrong) == (1, 1, 1)
    assert (second.right, second.partly, second.wrong) == (1, 0, 1)
    assert second.ended[Status.RAISED] == second.ended[Status.BROKE_PROTOCOL] == 1


def test_a_class_is_walked_through_once_and_nothing_of_it_is_kept():
    class Once(dict):
        asked = 0

        def items(self):
            self.asked += 1
            return super().items()

    once = Once(CLASS)
    counted = tally(EXERCISES, once)

    assert once.asked == 1
    assert "Graded(" not in repr(counted)
    assert "Verdict(" not in repr(counted)


def test_an_exercise_that_is_no_longer_there_is_passed_over():
    counted = tally({"conv1d": EXERCISES["conv1d"]}, CLASS)

    assert list(counted.exercises) == ["conv1d"]


def test_the_figures_stand_at_the_top(tmp_path: Path):
    said = words(report(tmp_path))

    for figure in ("submissions 6", "mean 1.67 of 6", "median 1 of 6", "blank 1"):
        assert figure in said
    assert "could not be read 1" in said
    assert "stopped at a limit 1" in said


def test_what_the_plot_shows_stands_in_a_table_too(tmp_path: Path):
    assert "sums 2 3 1 1 60 %" in words(report(tmp_path))


def test_mistakes_stand_with_their_number_and_help(tmp_path: Path):
    assert "2 answers shifted conv1d Look at t again." in words(report(tmp_path))


def test_the_commonest_mistake_comes_first(tmp_path: Path):
    more = CLASS | {
        "gus": graded(verdict("conv1d", (), mistake="a rare one"), verdict("conv2d", ()))
    }
    said = words(report(tmp_path, more))

    assert said.index("shifted") < said.index("a rare one")


def test_students_worth_a_look_are_named(tmp_path: Path):
    said = words(report(tmp_path))

    assert "conv1d : limit hit (1) dan" in said
    assert "conv2d : broke the protocol (1) cem" in said


def test_what_was_guessed_of_a_file_is_said_with_whose_it_was(tmp_path: Path):
    guessed = replace(graded(verdict("conv1d", ()), verdict("conv2d", ())), doubts=("A guess.",))

    said = words(report(tmp_path, {"gil": guessed, "hal": guessed}))

    assert "A guess. (2) gil, hal" in said


def test_students_whose_file_could_not_be_read_are_named(tmp_path: Path):
    assert "The file is no notebook. (1) fay" in words(report(tmp_path))


def test_students_not_graded_are_named_and_counted(tmp_path: Path):
    said = words(report(tmp_path, failed={"zoe": "no memory left"}))

    assert "submissions 7" in said
    assert "no memory left (1) zoe" in said


def test_all_text_is_escaped(tmp_path: Path):
    bad = graded(verdict("conv1d", (), Status.LIMIT_HIT), verdict("conv2d", (), mistake=HOSTILE))
    unread = graded(verdict("conv1d", ()), verdict("conv2d", ()), refused=HOSTILE)
    html = report(tmp_path, {HOSTILE: bad, f"{HOSTILE}2": unread}, failed={HOSTILE: HOSTILE})

    assert "<img" not in html
    assert html.count("&lt;img") == 6


def test_a_name_that_turns_the_direction_of_text_turns_only_itself(
    tmp_path: Path, browser: Browser
):
    limited = graded(verdict("conv1d", (), Status.LIMIT_HIT), verdict("conv2d", ALL_2D))
    turned, after = "ada\u202e", "ben"
    path = tmp_path / "report.html"
    path.write_text(report(tmp_path, {turned: limited, after: limited}), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())

    first, second = page.locator("bdi", has_text=re.compile("^(ada|ben)")).all()[:2]

    left, right = first.bounding_box(), second.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]
    page.close()


def test_the_same_class_gives_the_same_bytes(tmp_path: Path):
    assert report(tmp_path / "one") == report(tmp_path / "two")


def test_a_class_without_submissions_gives_a_report(tmp_path: Path):
    assert "submissions 0" in words(report(tmp_path, {}))


def bars(svg: str) -> list[float]:
    """Heights of a histogram's bars, in the order they stand."""
    paths = re.findall(r'<path d="M [\d.]+ ([\d.]+) \s*L [^"]*" fill="var\(--sk-input\)"', svg)
    tops = re.findall(r'L [\d.]+ ([\d.]+) \s*z\s*" fill="var\(--sk-input\)"', svg)
    return [float(low) - float(top) for low, top in zip(paths, tops, strict=True)]


def test_the_histogram_has_a_bar_for_each_step_as_high_as_it_has_submissions():
    heights = bars(histogram([0.0, 0.1, 0.4, 1.5, 3.0], 3.0, 0.4, 7.0))

    unit = max(heights) / 2
    assert [round(height / unit) for height in heights] == [2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]


def spans(svg: str, role: str) -> list[tuple[float, float]]:
    """Where the parts of one kind begin and end, from the first bar to the last; no legend."""
    path = rf'd="M ([\d.]+) [\d.]+ \s*L ([\d.]+) [^"]*" fill="var\(--sk-{role}\)"'
    return [(float(left), float(right)) for left, right in re.findall(path, svg)][1:]


def test_a_part_of_a_bar_is_as_long_as_its_share():
    svg = shares(list(tally(EXERCISES, CLASS).exercises.values()), 7.4)
    lengths = {
        role: [right - left for left, right in spans(svg, role)]
        for role in ("output", "kernel-soft")
    }

    assert lengths["output"][0] / lengths["output"][1] == pytest.approx(3, abs=0.05)
    assert lengths["kernel-soft"][1] / lengths["kernel-soft"][0] == pytest.approx(3, abs=0.05)


def test_the_parts_of_a_bar_stand_end_to_end():
    svg = shares(list(tally(EXERCISES, CLASS).exercises.values()), 7.4)
    passed, missed, left = (spans(svg, role)[0] for role in ("output", "kernel-soft", "paper"))

    assert passed[1] == pytest.approx(missed[0], abs=1.5)
    assert missed[1] == pytest.approx(left[0], abs=1.5)


@pytest.mark.parametrize("width", [3.4, 7.4])
def test_a_plot_takes_its_colours_from_the_page_and_refers_to_nothing(width: float):
    counted = tally(EXERCISES, CLASS)
    svg = histogram(counted.totals, 6.0, 1.0, width) + shares(
        list(counted.exercises.values()), width
    )

    assert "var(--sk-output)" in svg
    assert not re.search(r"#|url|href| id=| style=|<style|<defs", svg)


def test_every_colour_of_a_plot_is_one_of_the_palette():
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert all(f"--sk-{role}: {colour}" in page_style.palette() for role, colour in COLOURS.items())


def opened(browser: Browser, folder: Path, width: int, scheme: str = "light") -> Page:
    report(folder, failed={"zoe": "no memory left"})
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto((folder / f"{NAME}.html").as_uri())
    return page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, scheme: str, width: int):
    page = opened(browser, tmp_path, width, scheme)
    page.locator("summary").click()
    found = violations(page, rules_in(scheme))
    page.context.close()

    assert found == []


def test_nothing_is_wider_than_a_telephone_and_one_plot_of_each_is_seen(
    browser: Browser, tmp_path: Path
):
    page = opened(browser, tmp_path, 360)
    width = page.evaluate("document.documentElement.scrollWidth")
    seen = page.evaluate(
        "[...document.querySelectorAll('svg')].filter(e => e.checkVisibility()).length"
    )
    page.context.close()

    assert (width, seen) == (360, 2)


def test_the_page_asks_for_nothing_and_the_browser_has_no_complaint(
    browser: Browser, tmp_path: Path
):
    report(tmp_path)
    with watching(browser, tmp_path.as_uri(), ("error", "warning")) as watch:
        page = watch.new_context().new_page()
        page.goto((tmp_path / f"{NAME}.html").as_uri())
        background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert background == "rgb(255, 255, 255)"


def test_the_page_may_run_no_script(tmp_path: Path):
    head = report(tmp_path).partition("<head>")[2].strip()

    assert head.startswith(
        '<meta http-equiv="Content-Security-Policy" content="default-src &#39;no'
    )
    assert "<script" not in head
