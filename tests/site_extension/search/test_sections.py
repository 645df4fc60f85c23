"""A built page is cut into the sections that search finds."""

from site_extension.search.sections import sections_of


def page(body: str) -> str:
    return f"<nav>Chapters</nav><article class='bd-article'>{body}</article><footer>Foot</footer>"


def test_a_subsection_keeps_its_words_to_itself() -> None:
    found = sections_of(
        page(
            '<section id="a"><h1>Filters<a class="headerlink" href="#a">#</a></h1><p>First.</p>'
            '<section id="b"><h2>The <em>sum</em></h2><p>Second.</p></section>'
            "<p>Last.</p></section>"
        )
    )

    assert [(s.anchor, s.heading, s.blocks) for s in found] == [
        ("a", "Filters", ["First.", "Last."]),
        ("b", "The sum", ["Second."]),
    ]


def test_each_term_of_the_glossary_is_a_section() -> None:
    first, stride, padding, after = sections_of(
        page(
            '<section id="g"><h1>Glossary</h1><p>Terms.</p><dl>'
            '<dt id="term-stride">stride</dt><dd><p>How far.</p></dd>'
            '<dt id="term-padding">padding</dt><dd><p>A rim.</p></dd></dl><p>End.</p></section>'
            '<section id="h"><h1>Next</h1><p>More.</p></section>'
        )
    )

    assert first.blocks == ["Terms.", "End."]
    assert (stride.anchor, stride.heading, stride.blocks) == ("term-stride", "stride", ["How far."])
    assert (padding.heading, padding.blocks) == ("padding", ["A rim."])
    assert after.blocks == ["More."]


def test_code_is_read_as_it_is_written() -> None:
    (section,) = sections_of(
        page(
            '<section id="a"><h1>Code</h1><pre><span class="n">np</span><span>.</span>'
            "<span>zeros</span><span>(</span><span>3</span><span>)</span>\n"
            "<span>x</span> <span>&lt;</span> <span>1</span></pre></section>"
        )
    )

    assert section.blocks == ["np.zeros(3) x < 1"]


def test_a_formula_is_read_once_and_scripts_never() -> None:
    (section,) = sections_of(
        page(
            '<section id="a"><h1>Sum</h1><p>It is <span aria-hidden="true"><mjx-container>'
            "<mjx-c></mjx-c>7</mjx-container></span><math><mn>7</mn><mo>⋅</mo><mn>8</mn></math>.</p>"
            '<div class="widget-mount"><script type="application/json">{"secret": 1}</script>'
            "<noscript><p>Switched off.</p></noscript></div><p>End.</p></section>"
        )
    )

    assert section.blocks == ["It is 7⋅8.", "End."]


def test_cells_of_a_table_stay_apart() -> None:
    (section,) = sections_of(
        page(
            '<section id="a"><h1>T</h1><table><tr><td>56</td><td>34,944</td></tr>'
            "<tr><td>1</td><td>2</td></tr></table></section>"
        )
    )

    assert section.blocks == ["56 34,944", "1 2"]
