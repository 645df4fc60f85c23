"""CIFAR-10 from folders of JPEGs, from the published archive, and what is said of broken ones."""

import io
import os
import shutil
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seeing.datasets import DataError, EmbeddedSetWarning, cifar10, jpeg_folder
from seeing.datasets.cifar10 import ARCHIVE, BATCHES, CLASSES, read_binary
from tests.support.mirror import serving

EACH = 3  # pictures of each class in a small set


def picture(label: int, number: int) -> np.ndarray:
    """A flat colour that tells class and picture apart, also after JPEG."""
    return np.full((32, 32, 3), (25 * label, 80 * number, 128), dtype=np.uint8)


def jpeg(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=95)
    return file.getvalue()


def small_jpegs() -> dict[str, bytes]:
    return {
        f"{split}/{name}/{number:04}.jpg": jpeg(picture(label, number))
        for split in ("train", "test")
        for label, name in enumerate(CLASSES)
        for number in range(EACH)
    }


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def packed(files: dict[str, bytes], mode: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reader's own folder for CIFAR-10, still empty."""
    monkeypatch.setenv("SEEING_DATA", str(tmp_path / "own"))
    folder = tmp_path / "own" / "cifar10"
    folder.mkdir(parents=True)
    return folder


def mean_colours(images: np.ndarray) -> np.ndarray:
    return np.rint(images.mean(axis=(1, 2)) * 255)


@pytest.mark.parametrize("packing", ["folders", "a tar.xz", "a tar.gz"])
def test_class_folders_give_colour_pictures_with_their_labels(own, tmp_path, packing):
    files = small_jpegs()
    if packing == "folders":
        write(own, files)
    else:
        end = packing[-2:]
        (own / f"pictures.tar.{end}").write_bytes(packed(files, f"w:{end}"))

    images, labels = cifar10("test", cache=tmp_path / "cache")

    assert images.shape == (10 * EACH, 32, 32, 3)
    assert images.dtype == np.float32
    assert 0 <= images.min() < 0.02 < 0.85 < images.max() <= 1
    assert labels.dtype == np.int64
    assert np.bincount(labels).tolist() == [EACH] * 10
    # JPEG is lossy, a flat colour nearly not: red tells the class.
    assert np.abs(mean_colours(images)[:, 0] - 25 * labels).max() <= 2
    assert labels.tolist() != sorted(labels)


def test_the_order_in_an_archive_is_of_no_account(own, tmp_path):
    write(own, small_jpegs())
    of_folders = cifar10("train", cache=tmp_path / "cache")
    for split in ("train", "test"):
        shutil.rmtree(own / split)
    backwards = dict(reversed(small_jpegs().items()))
    (own / "pictures.tar").write_bytes(packed(backwards, "w"))

    of_archive = cifar10("train", cache=tmp_path / "cache")

    np.testing.assert_array_equal(of_folders.images, of_archive.images)
    np.testing.assert_array_equal(of_folders.labels, of_archive.labels)


def test_a_second_call_decodes_nothing_and_gives_the_same(own, tmp_path, monkeypatch):
    write(own, small_jpegs())
    first = cifar10("train", cache=tmp_path / "cache")
    monkeypatch.setattr(jpeg_folder, "_decode", None)

    second = cifar10("train", cache=tmp_path / "cache")

    np.testing.assert_array_equal(first.images, second.images)
    np.testing.assert_array_equal(first.labels, second.labels)


def test_a_changed_folder_is_read_anew(own, tmp_path):
    write(own, small_jpegs())
    before = cifar10("train", cache=tmp_path / "cache").images
    write(own, {"train/cat/0000.jpg": jpeg(np.full((32, 32, 3), 255, dtype=np.uint8)) + b"\0"})

    after = cifar10("train", cache=tmp_path / "cache").images

    assert before.mean(axis=(1, 2, 3)).max() < 0.9
    assert after.mean(axis=(1, 2, 3)).max() > 0.99


@pytest.mark.parametrize("damage", ["cut", "emptied", "changed"])
def test_damaged_decoded_pictures_are_decoded_again(own, tmp_path, damage):
    write(own, small_jpegs())
    first = cifar10("train", cache=tmp_path / "cache").images
    (kept,) = (tmp_path / "cache").iterdir()
    whole = kept.read_bytes()
    changed = whole[:5000] + bytes([whole[5000] ^ 255]) + whole[5001:]
    kept.write_bytes({"cut": whole[: len(whole) // 2], "emptied": b"", "changed": changed}[damage])

    second = cifar10("train", cache=tmp_path / "cache").images

    np.testing.assert_array_equal(first, second)
    assert kept.read_bytes() == whole


def test_an_interrupted_save_leaves_nothing_behind(own, tmp_path, monkeypatch):
    write(own, small_jpegs())

    def half(file, **_):
        file.write(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(jpeg_folder.np, "savez", half)
        with pytest.raises(KeyboardInterrupt):
            cifar10("train", cache=tmp_path / "cache")

    assert list((tmp_path / "cache").iterdir()) == []


def test_a_cache_that_cannot_be_written_costs_only_time(own, tmp_path):
    write(own, small_jpegs())
    (tmp_path / "cache").write_text("a file where the folder should be")

    assert len(cifar10("train", cache=tmp_path / "cache")) == 10 * EACH


def without(files: dict[str, bytes], end: str) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if not name.endswith(end)}


CAT = "train/cat/0001.jpg"
BROKEN = {
    "an interrupted copy": (without(small_jpegs(), CAT), "not complete.*cat 2"),
    "a class that is missing": (
        {k: v for k, v in small_jpegs().items() if "/truck/" not in k},
        "not complete.*truck 0",
    ),
    "a class too many": (small_jpegs() | {"train/tree/0000.jpg": b""}, "not complete.*tree 1"),
    "a picture cut short": (small_jpegs() | {CAT: small_jpegs()[CAT][:-300]}, f"{CAT} is cut"),
    "an empty picture": (small_jpegs() | {CAT: b""}, f"{CAT} is cut short or no picture"),
    "a picture of another size": (
        small_jpegs() | {CAT: jpeg(np.zeros((16, 32, 3), dtype=np.uint8))},
        f"{CAT} is 16 × 32, not 32 × 32",
    ),
    "an empty folder": ({"train/cat/readme.txt": b""}, "not complete"),
    "no folder of the split": ({"README": b""}, "neither a folder train nor a tar file"),
    "an archive cut short": (
        {"pictures.tar.xz": packed(small_jpegs(), "w:xz")[:-3000]},
        "pictures.tar.xz is cut short or broken",
    ),
    "a page in place of the archive": (
        {"pictures.tar.gz": b"<html>404</html>"},
        "pictures.tar.gz is cut short or broken",
    ),
    "an archive of something else": (
        {"pictures.tar.gz": packed({"notes/cat/0000.jpg": b""}, "w:gz")},
        "not complete",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_folder_is_an_error_and_nothing_of_it_is_kept(own, tmp_path, case):
    files, sentence = BROKEN[case]
    write(own, files)

    with pytest.raises(DataError, match=sentence):
        cifar10("train", cache=tmp_path / "cache")

    assert not (tmp_path / "cache").exists()


def small_batches() -> dict[str, bytes]:
    """The binary version as its author's page states it: label, red, green, blue, row by row."""
    rng = np.random.default_rng(5)
    return {
        f"cifar-10-batches-bin/{name}": b"".join(
            bytes([label]) + rng.integers(0, 256, 3072, dtype=np.uint8).tobytes()
            for label in range(10)
        )
        for names in BATCHES.values()
        for name in names
    }


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEEING_DATA", raising=False)


@pytest.mark.usefixtures("nowhere")
def test_the_published_archive_is_downloaded_and_read(tmp_path):
    batches = small_batches()
    with serving({ARCHIVE: packed(batches, "w:gz")}) as mirror:
        train = cifar10("train", published=mirror.published("missing", "good"), cache=tmp_path)
        test = cifar10("test", published=mirror.published("good"), cache=tmp_path)

    assert (len(train), len(test)) == (50, 10)
    assert train.labels.tolist() == [*range(10)] * 5
    third = batches["cifar-10-batches-bin/test_batch.bin"][2 * 3073 : 3 * 3073]
    assert test.labels[2] == third[0]
    for channel in range(3):  # one byte after another, as the page says
        for row, column in ((0, 0), (0, 31), (1, 0), (31, 31)):
            byte = third[1 + 1024 * channel + 32 * row + column]
            assert test.images[2, row, column, channel] == np.float32(byte / 255)
    assert mirror.asked == [f"/missing/{ARCHIVE}", f"/good/{ARCHIVE}"]


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("folder", ["cut", "short", "wrong", "missing"])
def test_a_bad_mirror_is_named_and_pieces_of_photographs_stand_in(tmp_path, folder):
    with (
        serving({ARCHIVE: packed(small_batches(), "w:gz")}) as mirror,
        pytest.warns(EmbeddedSetWarning, match="CIFAR-10 could not be downloaded"),
    ):
        found = cifar10("test", published=mirror.published(folder), cache=tmp_path)

    assert found.source == "pieces of ten photographs, test"
    assert found.images.shape == (500, 32, 32, 3)
    assert len(found.classes) == 10
    assert list(tmp_path.iterdir()) == []


TEST_BATCH = "cifar-10-batches-bin/test_batch.bin"
BAD_ARCHIVES = {
    "cut short": (packed(small_batches(), "w:gz")[:-20000], "cut short or broken"),
    "a batch is missing": (packed(without(small_batches(), "test_batch.bin"), "w:gz"), "missing"),
    "half a picture": (packed({TEST_BATCH: bytes(3073 + 9)}, "w:gz"), "whole pictures"),
    "an empty batch": (packed({TEST_BATCH: b""}, "w:gz"), "whole pictures"),
    "an eleventh class": (packed({TEST_BATCH: bytes([10] * 3073)}, "w:gz"), "ten classes"),
}


@pytest.mark.parametrize("case", BAD_ARCHIVES)
def test_a_broken_archive_is_an_error(tmp_path, case):
    content, sentence = BAD_ARCHIVES[case]
    (tmp_path / ARCHIVE).write_bytes(content)

    with pytest.raises(DataError, match=sentence):
        read_binary(tmp_path / ARCHIVE, "test")


def test_the_test_pictures_have_the_known_numbers(tmp_path, monkeypatch):
    """The full set where there is one, else the small one that is written here."""
    full = os.environ.get("SEEING_DATA")
    if not full:
        monkeypatch.setenv("SEEING_DATA", str(tmp_path))
        write(tmp_path / "cifar10", small_jpegs())

    images, labels = cifar10("test", cache=tmp_path / "cache")

    assert np.bincount(labels).tolist() == [1000 if full else EACH] * 10
    # Channel means of CIFAR-10's test part, of 0 to 1; the small set's are those of its colours.
    due = (0.494, 0.485, 0.450) if full else (25 * 4.5 / 255, 80 / 255, 128 / 255)
    np.testing.assert_allclose(images.mean(axis=(0, 1, 2)), due, atol=0.005)
