"""Formulas are set at build time: for the eye, for the ear, in fonts of their own signs."""

import pytest
from docutils import nodes
from site_extension.formulas import formulas, mathjax


def test_a_formula_is_hidden_from_the_ear_and_its_mathml_from_the_eye() -> None:
    html = mathjax.setter().html(r"\sum_{\tau=0}^{m-1} k[\tau]", True)

    assert html.startswith('<span aria-hidden="true"><mjx-container')
    assert '<span class="visually-hidden"><math' in html
    assert "&#x2211;</mo>" in html


def test_setting_a_formula_twice_gives_the_same() -> None:
    first = mathjax.Setter().html("x^2", False)

    assert mathjax.Setter().html("x^2", False) == first


def test_tex_that_is_wrong_is_named_with_its_formula() -> None:
    with pytest.raises(mathjax.FormulaError, match=r"Undefined control sequence.*\\kernal"):
        mathjax.setter().html(r"\kernal{x}", False)


def test_lines_of_a_formula_are_aligned() -> None:
    block = nodes.math_block(text=r"a &= b \\ &= c", nowrap=False)

    assert formulas.tex_of(block) == r"\begin{split}a &= b \\ &= c\end{split}"
    assert "mjx-mtable" in formulas.set_formula(block)


def test_a_style_has_only_the_fonts_that_are_used() -> None:
    style = formulas._style([("x", False)])

    assert "MathJax_Math-Italic.woff2" in style
    assert "Fraktur" not in style
    assert "\n" not in style


def test_signs_of_a_style_are_read_with_their_escapes() -> None:
    assert formulas._unescape(r"\2212 x\"") == '−x"'
