"""The feedback page shows what a student wrote, and does nothing that it says."""

import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from bleach.sanitizer import Cleaner
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from playwright.sync_api import Browser, Page
from traitlets.config import Config

from autograder.reports import page_style, result_card, sanitize
from autograder.reports.feedback_page import FeedbackExporter
from tests.autograder.reports.test_result_card import FULL, HALF
from tests.support.axe import rules_in, violations
from tests.support.feedback_attacks import (
    ATTACHMENTS,
    DATA,
    FOR_BROWSERS,
    MARKDOWN,
    NEVER_SHOWN,
    PIXEL,
)
from tests.support.page_watch import watching

NAME = "07_convolution_filters"
OURS = {"http-equiv", "charset", "name"}


def marked(cell: NotebookNode, **marks) -> NotebookNode:
    cell.metadata["nbgrader"] = {"grade": False, "solution": False, "task": False} | marks
    return cell


def page(*cells: NotebookNode, late_penalty: float = 0.0) -> str:
    grading = {"notebook": NAME, "score": 1.7, "max_score": 4.3, "late_penalty": late_penalty}
    html, _ = FeedbackExporter().from_notebook_node(
        new_notebook(cells=list(cells)), {"nbgrader": grading}
    )
    return html


def written(text: str) -> str:
    cell = new_markdown_cell(text, attachments=ATTACHMENTS)
    marks = {"grade": True, "solution": True, "grade_id": "why", "points": 2.0, "score": 1.0}
    return page(marked(cell, **marks))


def shown(data: dict) -> str:
    return page(new_code_cell("f()", outputs=[new_output("display_data", data=data)]))


class Dangers(HTMLParser):
    """Lists whatever in a page could run, load, send, cover, or pass for the page's own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.own: set[str] = set()
        self.feed(re.sub(r"<head>.*?</head>", "", html, count=1, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        frame = ("html", "body", "header", "nav", "main", "section")
        if tag not in sanitize.TAGS and tag not in frame:
            self.found.append(tag)
        for name, value in attrs:
            if not self._is_harmless(tag, name, value or ""):
                self.found.append(f"{tag} {name}={value}")

    def _is_harmless(self, tag: str, name: str, value: str) -> bool:
        if name == "href":
            return value.startswith(("#cell-", "#top", "https://", "http://", "mailto:"))
        if name == "src":
            return value.startswith("data:image/png;base64,") and "<" not in value
        if name == "id":
            return tag in ("header", "section")
        if name == "class" and tag not in ("section", "p"):
            return not re.search(r"\b(bar|sk-\w+)\b|^output \w", value)
        return name in ("class", "lang", "alt", "title", "aria-label", "tabindex", "role", "open")


@pytest.mark.parametrize("attack", MARKDOWN)
def test_nothing_in_a_written_answer_can_act(attack: str):
    assert Dangers(written(MARKDOWN[attack])).found == []


@pytest.mark.parametrize("attack", DATA)
def test_nothing_in_an_output_can_act(attack: str):
    assert Dangers(shown(DATA[attack])).found == []


@pytest.mark.parametrize("attack", NEVER_SHOWN)
def test_an_output_of_another_kind_is_left_out(attack: str):
    assert "kept" not in shown(NEVER_SHOWN[attack])


@pytest.mark.parametrize("attack", ["script", "onerror", "iframe"])
@pytest.mark.parametrize(
    "cell",
    [
        lambda text: new_code_cell(text),
        lambda text: new_raw_cell(text, metadata={"raw_mimetype": "text/html"}),
        lambda text: new_code_cell("", outputs=[new_output("stream", text=text)]),
        lambda text: new_code_cell("", outputs=[new_output("error", traceback=[text])]),
        lambda text: new_code_cell(
            "", outputs=[new_output("display_data", data={"text/plain": text})]
        ),
        lambda text: marked(new_code_cell(""), solution=True, grade_id="a", points=1, comment=text),
        lambda text: marked(new_code_cell(""), solution=True, grade_id=text),
    ],
    ids=["code", "raw", "stream", "error", "text", "comment", "grade id"],
)
def test_nothing_in_any_other_place_can_act(cell, attack: str):
    assert Dangers(page(cell(MARKDOWN[attack]))).found == []


def test_the_policy_comes_first_and_allows_no_script():
    html = written("x")
    head = html.partition("<head>")[2].strip()

    assert head.startswith(
        '<meta http-equiv="Content-Security-Policy" content="default-src &#39;no'
    )
    assert "script-src" not in html
    assert "unsafe" not in html


def test_the_policy_names_the_style_by_what_it_says():
    assert page_style.policy("a") != page_style.policy("b")


def test_a_picture_in_a_written_answer_is_shown():
    assert f'src="data:image/png;base64,{PIXEL}"' in written(
        f"![a dot](data:image/png;base64,{PIXEL})"
    )


def test_an_attached_picture_is_shown():
    cell = new_markdown_cell("![x](attachment:a.png)", attachments={"a.png": {"image/png": PIXEL}})

    assert PIXEL in page(cell)


def test_a_picture_in_an_output_is_shown_with_its_words():
    html = shown({"image/png": PIXEL, "text/plain": "<Figure>"})

    assert f'src="data:image/png;base64,{PIXEL}" alt="&lt;Figure&gt;"' in html


def test_a_missing_attachment_costs_only_the_picture():
    assert "<em>why</em>" in written("*why* ![x](attachment:gone.png)")


def test_a_very_long_text_is_shown_as_it_was_typed():
    assert "a *x*</pre>" in written("a" * 40_000 + " *x*")


def test_what_breaks_the_renderer_is_shown_as_it_was_typed(monkeypatch: pytest.MonkeyPatch):
    def breaks(self, source):
        raise RecursionError

    monkeypatch.setattr(sanitize.MarkdownWithMath, "render", breaks)

    assert "<pre>a &lt;b&gt;</pre>" in written("a <b>")


@pytest.mark.parametrize(
    "formula", ["$y_t < k$", "$$y_t < k$$", "\\begin{align}y_t < k\\end{align}"]
)
def test_a_formula_is_readable_as_its_source(formula: str):
    html = written(f"Here {formula} is.")

    assert re.search(r'<code class="tex[^>]*>[^<]*y_t &lt; k[^<]*</code>', html)


def test_ordinary_markdown_is_rendered():
    html = written(
        "# Title\n\n*why* [there](https://example.org) `a < b`\n\n- one\n\n|a|\n|-|\n|1|"
    )

    for part in ("<h1>Title", "<em>why", 'href="https://example.org"', "<li>one", "<td>1"):
        assert part in html
    assert "<code>a &lt; b</code>" in html


def test_a_program_keeps_its_colours():
    assert '<span class="k">def</span>' in page(new_code_cell("def f(): pass"))


def test_a_very_long_program_is_shown_as_it_was_typed():
    # With its words marked, this takes a minute and 6 MiB.
    html = page(marked(new_code_cell("a+" * 130_000), solution=True, grade_id="conv1d"))

    assert "<pre>" + "a+" * 130_000 + "</pre>" in html
    assert len(html) < 400_000


def test_a_long_program_with_its_words_marked_is_a_page_of_many_times_its_size(
    monkeypatch: pytest.MonkeyPatch,
):
    cell = marked(new_code_cell("a+" * 17_000), solution=True, grade_id="conv1d")
    typed = page(cell)
    monkeypatch.setattr(sanitize, "FORMATTED_KIB", 1000)

    assert len(page(cell)) > 8 * len(typed)


def test_our_card_is_shown_without_its_own_style():
    html = page(new_code_cell("check()", outputs=result_card.outputs(HALF)))

    assert html.count("<style>") == 1
    assert "&lt;style" not in html
    for part in ('class="sk-grade"', "kernel transposed", "0.7 of 2.3 points", '<th scope="row">'):
        assert part in html


def test_scores_comments_and_the_late_penalty_are_shown_as_in_nbgraders_page():
    answer = marked(new_code_cell("x = 1"), solution=True, grade_id="f", comment="See **page 3**.")
    check = marked(new_code_cell("check()"), grade=True, grade_id="check_f", points=2, score=1.25)
    task = marked(new_markdown_cell("Do."), task=True, grade_id="t", points=3, score=0.5)
    html = page(answer, check, task, late_penalty=0.75)

    for part in ("1.7 of 4.3 points", "1.25 of 2 points", "0.5 of 3 points", "penalty: −0.75"):
        assert part in html
    assert "See <strong>page 3</strong>." in html


def test_without_a_penalty_none_is_mentioned():
    assert "penalty" not in page().partition("<body>")[2]


def graded_course(folder: Path) -> NbGraderAPI:
    """A gradebook with one student's work, marked by hand, and the notebook that belongs to it."""
    marks = {"schema_version": 3, "grade_id": "why", "points": 2, "cell_type": "markdown"}
    marks |= {"grade": True, "solution": True, "locked": False, "task": False}
    cell = new_markdown_cell(MARKDOWN["onerror"], metadata={"nbgrader": marks})
    place = folder / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    place.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[cell]), place)
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.GenerateFeedback.exporter_class = "autograder.reports.feedback_page.FeedbackExporter"
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        book.add_assignment(NAME)
        book.add_notebook(NAME, NAME)
        book.add_grade_cell("why", NAME, NAME, max_score=2, cell_type="markdown")
        book.add_solution_cell("why", NAME, NAME)
        book.add_student("ada")
        book.add_submission(NAME, "ada")
        book.find_grade("why", NAME, NAME, "ada").manual_score = 1.5
        book.find_comment("why", NAME, NAME, "ada").manual_comment = "Almost: <b>which</b> axis?"
        book.db.commit()
    return NbGraderAPI(config=config)


def test_nbgraders_own_command_makes_this_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # nbgrader calls alembic by its bare name.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    done = graded_course(tmp_path).generate_feedback(NAME)

    assert done["success"], done.get("error")
    html = (tmp_path / "feedback" / "ada" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "1.5 of 2 points" in html
    assert "Almost: <b>which</b> axis?" in html
    assert Dangers(html).found == []


def everything() -> list[NotebookNode]:
    """All attacks and ordinary work on one page."""
    cells = [
        new_markdown_cell("# Convolution\n\nSlide $k$ along $x$:\n\n$$y_t = \\sum_i k_i x_{t+i}$$"),
        marked(
            new_code_cell("def conv2d(image, kernel):\n    return image * 2  # not quite"),
            **{"solution": True, "grade_id": "conv2d", "comment": "See **page 3**."},
        ),
        marked(
            new_code_cell('check("conv2d", conv2d)', outputs=result_card.outputs(HALF)),
            **{"grade": True, "grade_id": "check_conv2d", "points": 2.3, "score": 0.7},
        ),
        marked(
            new_code_cell('check("conv1d", conv1d)', outputs=result_card.outputs(FULL)),
            **{"grade": True, "grade_id": "check_conv1d", "points": 2.3, "score": 2.3},
        ),
    ]
    attacks = MARKDOWN | FOR_BROWSERS
    texts = [f"## Attack\n\n{text}" for name, text in attacks.items() if "heading" not in name]
    cells += [new_markdown_cell(text, attachments=ATTACHMENTS) for text in texts]
    data = [new_output("display_data", data=d) for d in (DATA | NEVER_SHOWN).values()]
    return [*cells, new_code_cell("f()", outputs=data)]


def opened(browser_or_context, html: str, folder: Path, said: list[str]) -> Page:
    (folder / "page.html").write_text(html, encoding="utf-8")
    page = browser_or_context.new_page()
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto((folder / "page.html").as_uri())
    return page


def test_in_a_browser_no_attack_runs_loads_or_says_anything(browser: Browser, tmp_path: Path):
    html, said = page(*everything()), []
    with watching(browser, tmp_path.as_uri(), ("error", "warning")) as watch:
        opened(watch.new_context(), html, tmp_path, said).wait_for_timeout(500)

    assert said == []


def test_in_a_browser_the_policy_alone_stops_them(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Cleaner, "clean", lambda self, text: text)
    # What leads away from the page is no matter of a policy; the cleaner is its only guard.
    away = {"meta refresh", "base", "script hidden by noscript", "script left open"}
    cells = [
        new_markdown_cell(text)
        for name, text in (MARKDOWN | FOR_BROWSERS).items()
        if name not in away
    ]
    html, said, asked = page(*cells), [], []
    context = browser.new_context()
    # Not the event "request", which also tells of what the policy has stopped.
    context.route("https://**", lambda route: (asked.append(route.request.url), route.abort()))
    opened(context, html, tmp_path, said).wait_for_timeout(500)
    context.close()

    assert said == []
    assert asked == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, scheme: str, width: int):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    tab = opened(context, page(*everything(), late_penalty=0.5), tmp_path, [])
    found = violations(tab, rules_in(scheme))
    context.close()

    assert found == []


def test_nothing_is_wider_than_a_telephone(browser: Browser, tmp_path: Path):
    context = browser.new_context(viewport={"width": 360, "height": 900})
    long = new_code_cell("x" * 200, outputs=[new_output("stream", text="y" * 200)])
    tab = opened(context, page(*everything(), long), tmp_path, [])
    width = tab.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert width == 360


def test_the_page_is_dark_where_the_readers_system_is(browser: Browser, tmp_path: Path):
    colours = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        tab = opened(context, page(), tmp_path, [])
        colours.append(tab.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        context.close()

    assert colours[0] == "rgb(255, 255, 255)"
    assert max(map(int, re.findall(r"\d+", colours[1]))) < 64
