"""The figures of chapter 11 answer a hand, say what they show, and compute what torch does."""

import numpy as np
import pytest
import torch
from playwright.sync_api import expect
from traitlets import TraitError

from seeing import features, networks
from seeing.widgets import FilterGallery, OcclusionLab, OptimizationFilm
from tests.widgets.javascript import run
from tests.widgets.page import Show, readout, settle

TITLES = ("nothing", "blur", "jitter")


def net() -> torch.nn.Sequential:
    return networks.load("cifar10")


def cat() -> torch.Tensor:
    return torch.from_numpy(OcclusionLab().images[:32].transpose(2, 0, 1) / np.float32(255))


def filled_film(titles: tuple[str, ...] = TITLES) -> OptimizationFilm:
    """Return films of four frames: white after 0, 10, 20 and 30 steps by a quarter more each."""
    film = OptimizationFilm()
    for title in titles:
        record = film.recorder(title)
        for k in range(4):
            record(10 * k, np.full((3, 8, 8), k / 4), float(k * k))
    film.publish()
    return film


def test_a_map_is_torchs_first_layer(show: Show) -> None:
    gallery = FilterGallery()
    image = torch.from_numpy(gallery.image.transpose(2, 0, 1) / 255)
    body = """
        const packed = ({ shape, data }) => ({ shape, data: Float32Array.from(data).buffer });
        const kernels = m.kernelsOf(packed(a.kernels), packed(a.biases));
        const photo = { planes: a.planes, height: 64, width: 64 };
        return kernels.map((kernel) => [...m.mapOf(kernel, photo)]);
    """
    given = {
        "kernels": {"shape": [24, 3, 3, 3], "data": gallery.kernels.flatten().tolist()},
        "biases": {"shape": [24], "data": gallery.biases.tolist()},
        "planes": image.flatten(1).tolist(),
    }

    found = run("filter_gallery.js", body, given)

    conv = torch.nn.functional.conv2d
    kernels, biases = (torch.tensor(a).double() for a in (gallery.kernels, gallery.biases))
    wanted = conv(image[None].double(), kernels, biases)[0].flatten(1).numpy()
    np.testing.assert_allclose(found, wanted, atol=1e-6)


@pytest.mark.parametrize(
    ("taps", "share"), [([1, 1, 1], 0.0), ([1, -1, 0], 1.0), ([1, 0, 0], 2 / 3), ([0, 0, 0], 0.0)]
)
def test_the_share_that_is_about_colour(taps: list[int], share: float) -> None:
    body = "return m.colourShare({ side: 1, weights: a });"

    assert run("filter_gallery.js", body, taps) == pytest.approx(share)


def test_the_best_places_are_the_largest_that_do_not_overlap() -> None:
    values = [9, 8, 0, 0, 7, 0, 0, 0, 5, 0, 0, 6]
    body = "return m.bestPlaces(a, 4, 3, 2).map(({ row, column }) => 4 * row + column);"

    # 8 and 7 lie beside 9, and 5 is as far from it as the window is wide.
    assert run("filter_gallery.js", body, values) == [0, 11, 8]


def test_a_kernel_is_chosen_by_keys_and_by_a_press(show: Show) -> None:
    page = show(FilterGallery(kernel=0))
    kernels = page.get_by_role("application", name="Kernels")

    kernels.press("ArrowRight")
    kernels.press("ArrowDown")
    assert "Kernel 9" in readout(page)
    box = kernels.bounding_box()
    assert box is not None
    kernels.click(position={"x": box["width"] - 8, "y": 8})
    assert "Kernel 7" in readout(page)


def test_passing_over_the_kernels_chooses_none(show: Show) -> None:
    page = show(FilterGallery(kernel=5))

    page.get_by_role("application", name="Kernels").hover()

    assert "Kernel 5" in readout(page)


def test_the_challenge_of_the_gallery_can_be_solved_with_the_shipped_kernels(show: Show) -> None:
    page = show(FilterGallery())
    expect(page.locator(".challenge")).to_contain_text("Try it.")

    for kernel in range(24):
        page.evaluate(f"model.set('kernel', {kernel})")
        settle(page)
        if "Solved." in page.locator(".challenge").inner_text():
            return

    pytest.fail("no kernel is blind to brightness")


def test_a_covered_place_costs_what_torch_says(show: Show) -> None:
    page = show(OcclusionLab(row=10, column=8, side=12, fill="black"))

    wanted = features.occlusion(net(), cat(), 3, 12, fill=0.0)[10, 8]
    word = "rise" if wanted < 0 else "fall"
    assert f"a {word} of {abs(float(wanted)):.2f}".rstrip("0") in readout(page)


def test_the_square_is_moved_by_keys_and_stays_in_the_picture(show: Show) -> None:
    page = show(OcclusionLab(row=0, column=30))
    square = page.get_by_role("application", name="Photograph")

    square.press("ArrowDown")
    square.press("ArrowLeft")

    settle(page)
    assert page.evaluate("[state.row, state.column]") == [1, 23]


def test_a_class_is_chosen_and_its_score_told(show: Show) -> None:
    page = show(OcclusionLab())

    page.get_by_role("button", name="dog: probability").click()

    assert "Score of dog" in readout(page)


def test_every_place_is_covered_once(show: Show) -> None:
    page = show(OcclusionLab(side=16))
    page.get_by_role("button", name="Cover every place").click()

    button = page.get_by_role("button", name="Cover every place")
    expect(button).to_be_disabled(timeout=60_000)
    expect(page.locator(".unknown")).to_have_count(0)
    page.get_by_role("combobox", name="Cover with").select_option("white")
    expect(button).to_be_enabled()  # another question: the map is of the one before


def test_the_challenge_of_covering_can_be_solved() -> None:
    """Some square of the shipped cat makes the network say something else."""
    picture, model = cat(), net()
    answers = set()
    for top in range(0, 17, 2):
        for left in range(0, 17, 2):
            covered = picture.clone()
            covered[:, top : top + 16, left : left + 16] = 0.5
            answers.add(int(model(covered[None]).argmax()))

    assert len(answers) > 1


def test_the_slider_shows_a_frame_of_each_film(show: Show) -> None:
    page = show(filled_film())
    assert "After 30 steps" in readout(page)

    page.get_by_role("slider", name="Step").fill("1")

    assert "After 10 steps" in readout(page)
    expect(page.locator(".film")).to_have_count(3)
    pixel = """[...document.querySelector("main > div").shadowRoot.querySelectorAll(".film canvas")]
        .map((one) => one.getContext("2d").getImageData(3, 3, 1, 1).data[0])"""
    assert page.evaluate(pixel) == [64] * 3


def test_the_challenge_of_the_film_has_an_answer(show: Show) -> None:
    page = show(filled_film())

    for frame in range(4):
        page.get_by_role("slider", name="Step").fill(str(frame))
        settle(page)
        solved = "Solved." in page.locator(".challenge").inner_text()
        assert solved == (frame == 3), frame  # 0, 1, 4, 9: half of 9 comes with the last


@pytest.mark.parametrize("films", [1, 2, 3, 5])
@pytest.mark.parametrize(("width", "room"), [(360, "narrow"), (800, "wide")])
def test_the_room_for_the_films_is_known(show: Show, films: int, width: int, room: str) -> None:
    film = filled_film(tuple("abcde"[:films]))
    page = show(film, width=width)

    box = page.locator(".card").bounding_box()
    assert box is not None
    assert box["height"] == pytest.approx(film._height[room], abs=1.5)


def test_an_empty_film_says_what_to_do(show: Show) -> None:
    page = show(OptimizationFilm())

    assert "Run the cell" in readout(page)


def test_a_film_of_the_same_title_takes_the_place_of_the_first() -> None:
    film = filled_film()

    film.recorder("blur")(5, np.ones((3, 8, 8)), 2.0)
    film.publish()

    assert [one["title"] for one in film.films] == ["nothing", "jitter", "blur"]
    assert film.frames.shape == (9, 8, 8, 3)
    assert film.frames[8].min() == 255


def test_what_visualize_gives_is_what_the_film_shows() -> None:
    film = OptimizationFilm()
    made = features.visualize(
        net(),
        features.unit("conv2", 1),
        (3, 12, 12),
        steps=4,
        frames=2,
        watch=film.recorder("few"),
        progress=False,
    )
    film.publish()

    assert film.films[0]["steps"] == made.steps.tolist() == [2, 4]
    wanted = (255 * made.pictures).round().byte().permute(0, 2, 3, 1).numpy()
    np.testing.assert_array_equal(film.frames, wanted)


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [(np.zeros((3, 9, 9)), "one size for all"), (np.zeros((8, 8)), "expected a picture")],
)
def test_a_picture_that_does_not_fit_is_refused(picture: np.ndarray, sentence: str) -> None:
    record = filled_film().recorder("more")

    with pytest.raises(ValueError, match=sentence):
        record(0, picture, 0.0)


def test_a_film_that_has_ended_takes_no_more() -> None:
    film = OptimizationFilm()
    first = film.recorder("a")
    film.recorder("b")

    with pytest.raises(ValueError, match="has ended"):
        first(0, np.zeros((3, 8, 8)), 0.0)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: FilterGallery(kernels=np.zeros((4, 1, 3, 3))), "kernels of three channels"),
        (lambda: FilterGallery(kernels=np.full((4, 3, 3, 3), np.nan)), "not all numbers"),
        (lambda: FilterGallery(kernels=np.ones((4, 3, 3, 3)), biases=[0.0]), "for 4 kernels"),
        (lambda: OcclusionLab(weights=np.zeros(3)), "parameters of picture_network"),
        (lambda: OcclusionLab(images=np.zeros((31, 32, 3), np.uint8)), "32 × 32 below each other"),
        (lambda: OptimizationFilm(frames=np.zeros((2, 8, 8, 3))), "uint8"),
    ],
)
def test_what_a_figure_cannot_show_is_refused(make, sentence: str) -> None:
    with pytest.raises(TraitError, match=sentence):
        make()
