"""Still figures show the arrays they are given, in the palette's colours, every time alike."""

import doctest
import subprocess
import sys

import numpy as np
import pytest
import tinycss2
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from seeing import figures
from seeing.figures import card

IMAGE = np.array([[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2.5]])
KERNEL = np.array([[0, 1, -2]])
CURVE = (np.arange(-2, 3), np.ones(5), np.linspace(-2, 2, 9), np.ones(9))

GRAPH = {"x": (), "y": (), "s": ("x", "y"), "d": ("y", "y"), "p": ("x", "s")}

CLASSES = (np.eye(3)[None].repeat(2, axis=0), [[0.1, 0.7, 0.2], [0.5, 0.25, 0.25]], ["a", "b"])

DRAWINGS = {
    "class_bars": lambda: figures.class_bars(*CLASSES),
    "pixel_grids": lambda: figures.pixel_grids({"image": IMAGE, "kernel": KERNEL}, signs="⋆"),
    "windows_1d": lambda: figures.windows_1d([3, 1, 2, 4], [1, -1], [2, -1, -2]),
    "pictures": lambda: figures.pictures({"photo": IMAGE, "edges": IMAGE - 1}, signed=["edges"]),
    "marked_pictures": lambda: figures.marked_pictures({"photo": IMAGE}, {"photo": [[1, 2]]}),
    "bars": lambda: figures.bars({"by hand": {"2011": 25.8}, "learned": {"2012": 16.4}}, "error"),
    "samples_on_curve": lambda: figures.samples_on_curve({"σ = 1": CURVE}),
    "errors_by_step": lambda: figures.errors_by_step([1e-3, 0.1], {"one": [1e-4, 1e-2]}),
    "lines": lambda: figures.lines([1, 2], {"a": [1, 2], "b": [[2, 1], [0.1, 0.1]]}, ("x", "y")),
    "roofline": lambda: figures.roofline(1e12, 1e11, {"one": 3.0, "two": (30.0, 2e11)}),
    "ways": lambda: figures.ways({"a layer": {"ours": 2.0, "theirs": 1.0}}),
    "times": lambda: figures.times({"a loop": 230.0, "a product": 0.5}),
    "graph": lambda: figures.graph(GRAPH, {"x": 3, "p": [[1, 2], [3, 4]]}, {"x": 10, "p": 1}),
}


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1's contrast ratio."""

    def luminance(colour: str) -> float:
        rgb = np.array(to_rgb(colour))
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_a_curve_below_zero_is_drawn_whole_and_its_ticks_do_not_run_together():
    positions = np.arange(-20, 21)
    samples = np.sin(positions / 3)
    (axes,) = figures.samples_on_curve({"sine": (positions, samples, positions, samples)}).axes

    assert axes.get_ylim()[0] < samples.min()
    assert len(axes.get_xticks()) <= 15


def test_colours_are_those_of_the_palettes_light_block():
    rules = tinycss2.parse_stylesheet(
        card.PALETTE.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True
    )
    root = next(r for r in rules if tinycss2.serialize(r.prelude).strip() == ":root")
    declared = {
        d.lower_name.removeprefix("--sk-"): tinycss2.serialize(d.value).strip()
        for d in tinycss2.parse_blocks_contents(root.content)
        if d.type == "declaration"
    }

    assert figures.colours() == declared


def test_a_changed_palette_changes_the_next_figure(tmp_path, monkeypatch):
    palette = tmp_path / "palette.css"
    text = card.PALETTE.read_text(encoding="utf-8")
    palette.write_text(text.replace(figures.colours()["paper"], "#fedcba"), encoding="utf-8")
    monkeypatch.setattr(card, "PALETTE", palette)

    assert to_hex(DRAWINGS["pictures"]().get_facecolor()) == "#fedcba"


def test_a_palette_without_a_root_block_is_an_error(tmp_path, monkeypatch):
    palette = tmp_path / "palette.css"
    palette.write_text("/* :root { --sk-ink: #000000; } */", encoding="utf-8")
    monkeypatch.setattr(card, "PALETTE", palette)

    with pytest.raises(LookupError, match="no :root block"):
        figures.colours()


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_figure_is_returned_and_shows_itself_as_svg(draw):
    figure = draw()

    assert isinstance(figure, Figure)
    assert "<svg" in figure._repr_svg_()


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_the_same_figure_gives_the_same_bytes_twice(draw):
    assert draw()._repr_svg_() == draw()._repr_svg_()


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_figure_is_a_card_of_paper(draw):
    assert to_hex(draw().get_facecolor()) == figures.colours()["paper"]


def test_every_number_of_every_grid_is_written_in_reading_order():
    figure = figures.pixel_grids({"image": IMAGE, "kernel": KERNEL})

    shown = texts(figure)
    assert shown[:20] == [f"{v:g}" for v in IMAGE.ravel()]
    assert shown[20:] == ["image", "0", "1", "−2", "kernel"]


def test_row_zero_is_drawn_on_top():
    axes = figures.pixel_grids({"column": [[1], [2]]}).axes[0]
    heights = {t.get_text(): axes.transData.transform(t.get_position())[1] for t in axes.texts}

    assert heights["column"] > heights["1"] > heights["2"]


def test_an_outline_surrounds_the_box_it_names():
    outlines = {"image": (1, 2, 3, 3)}
    axes = figures.pixel_grids({"image": IMAGE}, outlines=outlines).axes[0]
    box = next(p for p in axes.patches if not p.get_fill())
    inside = [
        t.get_text() for t in axes.texts if box.get_bbox().contains(*t.get_position())
    ]  # both in cells

    assert inside == [f"{v:g}" for v in IMAGE[1:4, 2:5].ravel()]


def test_a_signed_grid_paints_equal_sizes_equally_strong_and_zero_as_paper():
    axes = figures.pixel_grids({"m": [[-2, 0, 2]]}, roles=["signed"]).axes[0]
    low, zero, high = (to_hex(p.get_facecolor()) for p in axes.patches)
    half = figures.signed_colormap()

    assert zero == figures.colours()["paper"]
    assert (low, high) == (to_hex(half(0.3)), to_hex(half(0.7)))


def test_numbers_stay_legible_on_every_fill():
    ink = figures.colours()
    fills = [ink[f"{role}-soft"] for role in ("input", "kernel", "output")]
    fills += [to_hex(figures.signed_colormap()(place)) for place in (0.3, 0.7)]

    assert min(contrast(ink["ink"], fill) for fill in fills) >= 4.5


def test_each_line_of_windows_stands_below_the_numbers_it_multiplies():
    x, k = [3.0, 1.0, 2.0, 4.0], [1.0, -1.0]
    axes = figures.windows_1d(x, k, np.correlate(x, k, mode="valid")).axes[0]
    across = {t.get_text(): t.get_position()[0] for t in axes.texts[1:5]}
    taps = [t.get_position()[0] for t in axes.texts if t.get_text() in ("1", "−1")]

    # The first "1" is the input's own; then come the two taps of each of the three places, and
    # after the second place's taps its result, which is −1 as well.
    assert taps[1:3] == [across["3"], across["1"]]
    assert taps[3:5] == [across["1"], across["2"]]
    assert taps[-2:] == [across["2"], across["4"]]


def test_pictures_share_one_grey_scale_and_keep_their_pixels():
    figure = figures.pictures({"dark": IMAGE, "bright": IMAGE + 200})

    for axes in figure.axes:
        shown = axes.images[0]
        assert shown.get_clim() == (0, 255)
        assert shown.get_interpolation() == "none"


def test_a_signed_picture_has_zero_in_the_middle_of_a_diverging_map():
    shown = figures.pictures({"edges": IMAGE - 2}, signed=["edges"]).axes[0].images[0]
    low, high = shown.get_clim()

    assert low == -high
    assert to_hex(shown.cmap(shown.norm(0.0))) == figures.colours()["paper"]
    assert to_hex(shown.cmap(0.0)) == figures.colours()["negative"]
    assert to_hex(shown.cmap(1.0)) == figures.colours()["positive"]


def test_points_and_boxes_are_marked_where_they_are():
    (axes,) = figures.marked_pictures(
        {"photo": IMAGE}, {"photo": [[1, 2]]}, {"photo": [[0, 1, 2, 3], [1, 1, 1, 1]]}
    ).axes
    crosses, frames = axes.lines[:2]
    x, y = frames.get_data()

    assert np.transpose(crosses.get_data()).tolist() == [[2, 1]]  # x, y
    assert (np.nanmin(x), np.nanmax(x), np.nanmin(y), np.nanmax(y)) == (0.5, 3.5, -0.5, 1.5)
    assert np.isnan(x).sum() == 2  # the boxes are not joined


def test_a_picture_without_marks_is_drawn_as_it_is():
    (axes,) = figures.marked_pictures({"photo": IMAGE}).axes

    assert all(len(line.get_xdata()) == 0 for line in axes.lines)
    assert axes.get_title() == "photo"


def test_bars_are_as_long_as_their_numbers_and_told_apart_by_their_hatching():
    kinds = {"by hand": {"2011": 25.8, "2012": 26.2}, "learned": {"2013": 11.7}}
    (axes,) = figures.bars(kinds, "error").axes

    assert [bar.get_width() for bar in axes.patches] == [25.8, 26.2, 11.7]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["2011", "2012", "2013"]
    assert len({bar.get_hatch() for bar in axes.patches}) == 2
    assert [text.strip() for text in texts(axes.figure)] == ["25.80", "26.20", "11.70"]


def test_more_kinds_of_bars_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="at most 2 kinds can be told apart, not 3"):
        figures.bars({kind: {"a": 1.0} for kind in "abc"}, "error")


def test_a_signed_picture_of_zeros_can_be_drawn():
    shown = figures.pictures({"flat": np.zeros((3, 3))}, signed=["flat"]).axes[0].images[0]

    assert shown.get_clim() == (-1, 1)


def arrows(axes) -> list[np.ndarray]:
    """The points of each arrow's line, from where it leaves to where its head begins."""
    lines = []
    for patch in (p for p in axes.patches if hasattr(p, "get_arrowstyle")):
        path = patch.get_path()
        _, head = np.flatnonzero(path.codes == path.MOVETO)[:2]
        lines.append(path.vertices[:head])
    return lines


def within(box, x: float, point: np.ndarray) -> bool:
    """Whether a point lies on a box's side at x, but for the length of an arrow's head."""
    return abs(x - point[0]) < 0.4 and box.y0 < point[1] < box.y1


def boxes(axes) -> dict[str, object]:
    """Each node's box, by the name written in it."""
    found = [p for p in axes.patches if hasattr(p, "get_boxstyle")]
    named = [t for t in axes.texts if t.get_fontweight() == "bold"]
    return {
        name.get_text(): next(b for b in found if b.get_bbox().contains(*name.get_position()))
        for name in named
    }


def test_every_node_of_a_graph_has_a_box_of_its_own_and_parents_stand_left_of_children():
    placed = boxes(figures.graph(GRAPH).axes[0])

    assert list(placed) == list(GRAPH)
    assert len({id(box) for box in placed.values()}) == len(GRAPH)
    for name, parents in GRAPH.items():
        assert all(placed[p].get_bbox().x1 < placed[name].get_bbox().x0 for p in parents)


def test_boxes_do_not_overlap():
    placed = [box.get_bbox() for box in boxes(figures.graph(GRAPH).axes[0]).values()]

    assert not any(a.overlaps(b) for i, a in enumerate(placed) for b in placed[:i])


def test_each_use_of_a_parent_is_an_arrow_from_its_box_to_the_childs():
    axes = figures.graph(GRAPH).axes[0]
    placed = {name: box.get_bbox() for name, box in boxes(axes).items()}
    drawn = []
    for line in arrows(axes):
        (start,) = (name for name, box in placed.items() if within(box, box.x1, line[0]))
        (end,) = (name for name, box in placed.items() if within(box, box.x0, line[-1]))
        drawn.append((start, end))

    assert sorted(drawn) == sorted((p, n) for n, parents in GRAPH.items() for p in parents)


def test_two_uses_of_one_parent_are_two_arrows_that_can_be_told_apart():
    one, other = arrows(figures.graph({"x": (), "d": ("x", "x")}).axes[0])

    assert np.abs(one - other)[:, 1].min() > 0.3  # cells


def test_an_arrow_passes_the_boxes_between():
    axes = figures.graph(GRAPH).axes[0]
    between = boxes(axes)["s"].get_bbox()
    passing = [
        line for line in arrows(axes) if line[0][0] < between.x0 and line[-1][0] > between.x1
    ]

    assert len(passing) == 1
    assert not any(between.contains(*point) for point in passing[0])


def test_a_graphs_values_and_gradients_are_written_into_its_boxes():
    figure = figures.graph(GRAPH, {"x": 3, "p": [[1, 2], [3, -4]]}, {"x": 10})
    ink = {text.get_text(): to_hex(text.get_color()) for text in figure.axes[0].texts}

    assert {"3", "1  2", "3  −4", "grad 10"} <= set(ink)
    assert ink["grad 10"] == figures.colours()["gradient"]


def test_errors_stand_on_logarithmic_scales_and_a_zero_leaves_a_gap():
    axes = figures.errors_by_step([1e-3, 1e-2, 0.1], {"a": [1.0, 0.0, 2.0]}).axes[0]
    (line,) = axes.lines

    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert np.array_equal(line.get_ydata(), [1, np.nan, 2], equal_nan=True)


def test_a_curve_has_its_values_and_a_band_as_wide_as_its_spread():
    curves = {"bare": [1.0, 2.0], "with spread": [[3.0, 4.0], [0.5, 0.25]]}
    axes = figures.lines([1, 10], curves, ("steps", "loss"), log="x").axes[0]
    bare, middle = axes.lines
    (band,) = axes.collections
    edges = band.get_paths()[0].vertices

    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "linear")
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("steps", "loss")
    assert list(bare.get_ydata()) == [1, 2]
    assert list(middle.get_ydata()) == [3, 4]
    assert set(edges[edges[:, 0] == 1, 1]) == {2.5, 3.5}
    assert set(edges[edges[:, 0] == 10, 1]) == {3.75, 4.25}


def test_more_curves_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="at most 5 curves can be told apart, not 6"):
        figures.lines([1], {str(i): [i] for i in range(6)}, ("x", "y"))


def test_a_point_without_a_speed_lies_on_the_roof_and_one_with_a_speed_where_it_is():
    points = {"left": 3.0, "right": 30.0, "slow": (30.0, 2e11)}
    axes = figures.roofline(1e12, 1e11, points).axes[0]
    at = {line.get_label(): (line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines}

    assert at["left"] == pytest.approx((3, 3e11))
    assert at["right"] == (30, 1e12)
    assert at["slow"] == (30, 2e11)
    low, high = axes.get_ylim()
    assert low < 2e11
    assert high > 1e12


def test_more_points_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="at most 8 points, not 9"):
        figures.roofline(1e12, 1e11, {str(i): 1.0 + i for i in range(9)})


def test_bars_of_times_are_as_long_as_the_times_on_a_logarithmic_scale():
    axes = figures.times({"a loop": 230.0, "a product": 0.5}).axes[0]

    assert axes.get_xscale() == "log"
    assert [bar.get_width() for bar in axes.patches] == [230, 0.5]
    assert [text.get_text().strip() for text in axes.texts] == ["230", "0.5"]


def test_ways_stand_where_their_times_are_in_the_row_of_their_task():
    times = {"small": {"ours": 2.0, "theirs": 1.0}, "large": {"ours": 20.0, "theirs": 50.0}}
    axes = figures.ways(times).axes[0]

    found = {line.get_label(): [*line.get_xdata()] for line in axes.lines}
    assert found == {"ours": [2, 20], "theirs": [1, 50]}
    assert [text.get_text() for text in axes.get_yticklabels()] == ["small", "large"]
    with pytest.raises(ValueError, match="at most 8 ways, not 9"):
        figures.ways({"one": dict.fromkeys("abcdefghi", 1.0)})


def test_drawing_leaves_the_arrays_as_they_were():
    image = IMAGE.copy()
    figures.pictures({"a": image, "b": image}, signed=["b"])
    figures.pixel_grids({"a": image}, roles=["signed"])

    assert np.array_equal(image, IMAGE)


def test_the_examples_in_the_docstrings_are_true():
    result = doctest.testmod(card)

    assert result.attempted > 0
    assert result.failed == 0


def test_figures_need_no_pyplot():
    code = (
        "import sys; from seeing import figures; figures.pixel_grids({'a': [[1]]})._repr_svg_();"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_bars_have_the_heights_of_the_probabilities_and_the_largest_stands_out():
    figure = figures.class_bars(*CLASSES)
    ink = figures.colours()

    for axes, probabilities in zip(figure.axes[2:], CLASSES[1], strict=True):
        bars = axes.patches
        assert [bar.get_height() for bar in bars] == probabilities
        strong = [to_hex(bar.get_facecolor()) == ink["output"] for bar in bars]
        assert strong == [p == max(probabilities) for p in probabilities]


def test_bars_stand_below_the_picture_they_belong_to():
    figure = figures.class_bars(*CLASSES)

    assert [axes.get_title() for axes in figure.axes[:2]] == ["a", "b"]
    assert np.array_equal(figure.axes[0].images[0].get_array(), np.eye(3))
