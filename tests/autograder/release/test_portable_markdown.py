"""A student's notebook says the same as the page, in Markdown every front end shows."""

import pytest

from autograder.release.portable_markdown import UnknownMarkupError, portable_markdown


def test_an_admonition_becomes_a_titled_quote():
    body = "The row comes first.\n\nThen the column."
    text = f"Before.\n\n:::{{warning}} Rows first\n{body}\n:::\n\nAfter."

    portable = portable_markdown(text)

    assert portable == (
        "Before.\n\n> **Rows first**\n>\n> The row comes first.\n>\n> Then the column.\n\nAfter."
    )


def test_an_admonition_without_a_title_takes_its_kind_for_one():
    assert portable_markdown(":::{tip}\nTry it.\n:::").startswith("> **Tip**")


def test_a_dropdown_becomes_details_and_keeps_its_formula():
    portable = portable_markdown(":::{dropdown} Reveal\n:color: primary\n\n$$y = 3$$\n:::")

    assert portable == "<details>\n<summary>Reveal</summary>\n\n$$y = 3$$\n\n</details>"


def test_a_directive_inside_a_dropdown_is_rewritten_too():
    portable = portable_markdown("::::{dropdown} Show\n:::{note}\nInside.\n:::\n::::")

    assert "> **Note**" in portable
    assert ":::" not in portable


def test_a_term_becomes_emphasis():
    assert portable_markdown("a {term}`kernel` and {term}`kernels <kernel>`") == (
        "a *kernel* and *kernels*"
    )


def test_a_link_to_a_sibling_chapter_opens_the_notebook_beside_it():
    assert portable_markdown("[edges](08_edges.md#why)") == "[edges](08_edges.ipynb#why)"


def test_what_is_named_can_be_linked_to_in_every_notebook():
    text = "(climb)=\n$$x$$\n\nAs [the formula](#climb) says, and [its twin](09_layers.md#layer)."

    assert portable_markdown(text) == (
        '<a id="climb"></a>\n\n$$x$$\n\n'
        "As [the formula](#climb) says, and [its twin](09_layers.ipynb#layer)."
    )


def test_a_link_to_a_page_of_the_book_is_absolute_where_the_site_is_known():
    text = "[words](../book/glossary.md#kernel)"

    assert portable_markdown(text, "https://example.org/course/") == (
        "[words](https://example.org/course/book/glossary.html#kernel)"
    )
    assert portable_markdown(text) == "words"


def test_a_web_link_is_left_alone():
    text = "[paper](https://example.org/a.md)"

    assert portable_markdown(text) == text


@pytest.mark.parametrize(
    "text", [":::{figure} a.png\n:::", "see {cite}`x`", ":::{note}\nnever closed"]
)
def test_what_has_no_portable_form_is_refused(text: str):
    with pytest.raises(UnknownMarkupError):
        portable_markdown(text)
