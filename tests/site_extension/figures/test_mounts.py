"""The HTML of a mount, and the directive that makes one on a plain page."""

import json
import re

from site_extension.figures.widgets import mount_html

from autograder.files import ROOT

SCRIPT = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def test_state_cannot_end_its_script() -> None:
    state = {"challenge": "find </script><b>this</b>"}

    html = mount_html("ab/figure.js", state, None, {}, {})

    (said,) = SCRIPT.findall(html)
    assert json.loads(said) == state
    assert html.count("</script>") == 1


def test_a_second_view_carries_no_state() -> None:
    html = mount_html("ab/figure.js", None, "model-1", {}, {})

    assert 'data-model="model-1"' in html
    assert not SCRIPT.search(html)


def test_the_height_is_reserved_for_both_widths() -> None:
    html = mount_html("ab/figure.js", {}, None, {"wide": 360, "narrow": 480}, {})

    assert 'style="--room-narrow:480px;--room-wide:360px"' in html


def test_a_mount_says_how_a_link_names_its_figure_and_where_its_rules_are() -> None:
    html = mount_html("ab/figure.js", {}, None, {}, {"figure": "figure-2", "rules": "ab.json"})

    assert ' data-figure="figure-2" data-rules="ab.json"' in html


def test_the_start_page_calls_the_directive_as_jupyter_book_2_does() -> None:
    text = (ROOT / "book" / "start.md").read_text(encoding="utf-8")

    (call,) = re.findall(r"^```\{anywidget\} (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert call[0].endswith(".js")
    assert isinstance(json.loads(call[1]), dict)
