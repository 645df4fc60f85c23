"""What KernelOnPhoto takes from Python, what it refuses, and what it sends to the page."""

from typing import Any

import numpy as np
import pytest
import traitlets
from skimage.data import camera

from seeing.widgets.kernels.kernel_on_photo.kernel_on_photo import KernelOnPhoto
from seeing.widgets.traits.gray_image import gray_image, photographer

PHOTO = np.arange(12, dtype=np.uint8).reshape(3, 4)


def test_first_photo_is_the_photographer_reduced_by_means_of_2_by_2() -> None:
    photo = photographer()

    assert photo.shape == (256, 256)
    assert photo[10, 20] == round(camera()[20:22, 40:42].mean())


def test_image_travels_as_shape_dtype_and_bytes() -> None:
    widget = KernelOnPhoto(image=PHOTO)

    packed = widget.get_state("image")["image"]

    assert (packed["shape"], packed["dtype"]) == ([3, 4], "uint8")
    assert bytes(packed["data"]) == PHOTO.tobytes()


def test_image_from_the_page_is_the_image_that_was_sent() -> None:
    widget = KernelOnPhoto(image=PHOTO)
    packed = widget.get_state("image")["image"]

    widget.set_state({"image": packed | {"data": memoryview(bytes(reversed(packed["data"])))}})

    assert (widget.image == PHOTO[::-1, ::-1]).all()


def test_image_may_be_lists_of_whole_numbers() -> None:
    assert (gray_image([[0, 255], [7, 8]]) == np.array([[0, 255], [7, 8]], np.uint8)).all()


def test_image_is_a_copy_that_cannot_be_written() -> None:
    photo = PHOTO.copy()
    widget = KernelOnPhoto(image=photo)
    photo[0, 0] = 99

    assert widget.image[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        widget.image[0, 0] = 1


@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (np.linspace(0, 1, 12).reshape(3, 4), r"\(255 \* image\)\.round\(\)"),
        (np.linspace(0, 255, 12).reshape(3, 4), r"image\.clip\(0, 255\)\.round\(\)"),
        (np.zeros((3, 4), bool), r"\(255 \* image\)\.astype"),
        (np.zeros((3, 4, 3), np.uint8), "rgb2gray"),
        (np.zeros((3, 4, 4), np.uint8), "rgb2gray"),
        (np.zeros(9, np.uint8), r"expected shape \(h, w\)"),
        (np.zeros((0, 3), np.uint8), r"expected shape \(h, w\)"),
        (np.zeros((3, 1025), np.uint8), r"image\[::2, ::2\]"),
        (np.array([[0, 256], [3, 4]]), "np.clip"),
        (np.array([[0, -1], [3, 4]]), "np.clip"),
    ],
)
def test_refused_image_names_the_next_step(image: Any, sentence: str) -> None:
    with pytest.raises(traitlets.TraitError, match=sentence):
        KernelOnPhoto(kernel=[[1]], image=image)


@pytest.mark.parametrize(
    "image",
    [np.linspace(0, 1, 12).reshape(3, 4), np.linspace(-9, 258, 12).reshape(3, 4), PHOTO > 5],
)
def test_the_step_that_an_error_names_is_accepted(image: Any) -> None:
    with pytest.raises(ValueError, match="convert it") as refused:
        gray_image(image)

    step = str(refused.value).split("convert it, ")[1]  # a learner would paste it
    assert gray_image(eval(step, {"np": np, "image": image})).shape == (3, 4)


def test_refused_image_leaves_the_old_one() -> None:
    widget = KernelOnPhoto(image=PHOTO)

    with pytest.raises(traitlets.TraitError):
        widget.image = PHOTO / 255

    assert (widget.image == PHOTO).all()


def test_kernel_may_be_an_array_and_need_not_be_square() -> None:
    widget = KernelOnPhoto(image=PHOTO, kernel=np.array([[1, 2, 3]]))

    assert widget.kernel == [[1.0, 2.0, 3.0]]


@pytest.mark.parametrize("kernel", [np.ones((4, 1)), np.ones((1, 5))])
def test_kernel_larger_than_the_image_is_refused(kernel: Any) -> None:
    with pytest.raises(traitlets.TraitError, match=r"does not fit into an image of 3 × 4"):
        KernelOnPhoto(image=PHOTO, kernel=kernel)


def test_image_smaller_than_the_kernel_is_refused() -> None:
    widget = KernelOnPhoto(image=PHOTO, kernel=np.ones((3, 4)))

    with pytest.raises(traitlets.TraitError, match="kernel: 3 × 4 does not fit"):
        widget.image = PHOTO[:2]


@pytest.mark.parametrize("kernel", [np.ones((8, 8)), [[1, 2], [3]], [[np.nan]], [1, 2], []])
def test_what_is_no_kernel_is_refused(kernel: Any) -> None:
    with pytest.raises(traitlets.TraitError, match="kernel: "):
        KernelOnPhoto(kernel=kernel)


@pytest.mark.parametrize("display", ["auto", "clip", "signed", "diverging"])
def test_display_is_one_of_four(display: str) -> None:
    assert KernelOnPhoto(display=display).display == display
    with pytest.raises(traitlets.TraitError):
        KernelOnPhoto(display=display.upper())


def test_negative_place_is_refused() -> None:
    with pytest.raises(traitlets.TraitError):
        KernelOnPhoto(row=-1)
