"""MNIST from a folder and from mirrors that are good, cut, wrong, missing or not there."""

import gzip
import hashlib
import os
import struct
import warnings
from pathlib import Path

import numpy as np
import pytest

from seeing.datasets import DataError, EmbeddedSetWarning, mnist
from seeing.datasets.download import Published
from seeing.datasets.mnist import FILES, MNIST, read_idx, read_mnist
from tests.support.mirror import refusing_address, serving

# LeCun's own files, unpacked, as torchvision lists them.
PUBLISHED_MD5 = {
    "train": ("6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624"),
    "test": ("2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637"),
}


def idx(array) -> bytes:
    """Write the idx format as its author's page states it."""
    array = np.asarray(array, dtype=np.uint8)
    head = bytes([0, 0, 8, array.ndim]) + b"".join(struct.pack(">I", n) for n in array.shape)
    return head + array.tobytes()


def small_mnist() -> dict[str, bytes]:
    rng = np.random.default_rng(7)
    files = {}
    for (images, labels), n in zip(FILES.values(), (30, 20), strict=True):
        files[images] = gzip.compress(idx(rng.integers(0, 256, (n, 28, 28))))
        files[labels] = gzip.compress(idx(np.arange(n) % 10))
    return files


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of the reader's own."""
    monkeypatch.delenv("SEEING_DATA", raising=False)


def md5_of(raw: list[bytes]) -> tuple[str, ...]:
    return tuple(hashlib.md5(content).hexdigest() for content in raw)


def folder_and_md5(tmp_path: Path, split: str) -> tuple[Path, tuple[str, ...]]:
    """The full set where there is one, else a small one that is written here."""
    full = os.environ.get("SEEING_DATA")
    if full:
        return Path(full), PUBLISHED_MD5[split]
    files = small_mnist()
    folder = write(tmp_path / "mnist", files).parent
    return folder, md5_of([gzip.decompress(files[name]) for name in FILES[split]])


@pytest.mark.parametrize("split", ["train", "test"])
def test_pixels_and_labels_are_those_of_the_published_files(tmp_path, monkeypatch, split):
    folder, due = folder_and_md5(tmp_path, split)
    monkeypatch.setenv("SEEING_DATA", str(folder))

    images, labels = mnist(split)

    assert md5_of([idx(np.rint(images * 255)), idx(labels)]) == due
    assert images.dtype == np.float32
    assert labels.dtype == np.int64


@pytest.mark.usefixtures("nowhere")
def test_a_good_mirror_gives_the_set_and_is_asked_once(tmp_path):
    with serving(small_mnist()) as mirror:
        for _ in range(2):
            images, labels = mnist("train", published=mirror.published("good"), cache=tmp_path)

    assert images.shape == (30, 28, 28)
    assert labels.tolist() == [*range(10)] * 3
    assert mirror.asked == [f"/good/{name}" for name in FILES["train"]]


BAD_MIRRORS = {
    "cut": "stopped half-way",
    "short": "sent other bytes than the published ones",
    "wrong": "sent other bytes than the published ones",
    "missing": "answered 404",
}


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("folder", BAD_MIRRORS)
def test_a_bad_mirror_is_named_and_the_embedded_set_stands_in(tmp_path, folder):
    with (
        serving(small_mnist()) as mirror,
        pytest.warns(EmbeddedSetWarning, match=f"MNIST .* {BAD_MIRRORS[folder]}") as said,
    ):
        found = mnist("test", published=mirror.published(folder), cache=tmp_path)

    assert len(said) == 1
    assert said[0].filename == __file__  # it points to the reader's own line
    assert found.source == "digits, test, enlarged to 28 × 28"
    assert found.images.shape == (355, 28, 28)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("nowhere")
def test_where_nobody_listens_the_embedded_set_stands_in(tmp_path):
    published = Published((refusing_address(),), MNIST.checksums)

    with pytest.warns(EmbeddedSetWarning, match="could not be reached"):
        found = mnist("train", published=published, cache=tmp_path)

    assert len(found) == 1442


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("bad", BAD_MIRRORS)
def test_the_next_mirror_is_asked_after_a_bad_one(tmp_path, bad):
    with serving(small_mnist()) as mirror, warnings.catch_warnings():
        warnings.simplefilter("error")
        found = mnist("test", published=mirror.published(bad, "good"), cache=tmp_path)

    assert found.source == "MNIST, test"
    assert len(found) == 20


@pytest.mark.usefixtures("nowhere")
def test_a_file_damaged_in_the_cache_is_downloaded_again(tmp_path):
    files = small_mnist()
    with serving(files) as mirror:
        mnist("test", published=mirror.published("good"), cache=tmp_path)
        (tmp_path / FILES["test"][0]).write_bytes(b"half")
        found = mnist("test", published=mirror.published("good"), cache=tmp_path)

    assert len(found) == 20
    assert (tmp_path / FILES["test"][0]).read_bytes() == files[FILES["test"][0]]


def test_a_folder_of_ones_own_comes_before_the_network(tmp_path, monkeypatch):
    write(tmp_path / "mnist", small_mnist())
    monkeypatch.setenv("SEEING_DATA", str(tmp_path))

    with serving(small_mnist()) as mirror:
        mnist("train", published=mirror.published("good"), cache=tmp_path / "cache")

    assert mirror.asked == []


def test_a_folder_named_by_mistake_is_said_to_be_none(tmp_path, monkeypatch):
    monkeypatch.setenv("SEEING_DATA", str(tmp_path / "typo"))

    with pytest.raises(DataError, match="typo, which is no folder"):
        mnist("train")


def damaged(name: str, content: bytes) -> dict[str, bytes]:
    return small_mnist() | {name: content}


IMAGES, LABELS = FILES["train"]
WHOLE = small_mnist()
BROKEN = {
    "a gzip file cut short": (IMAGES, WHOLE[IMAGES][:-500], "cut short or broken"),
    "a gzip file with its checksum cut off": (LABELS, WHOLE[LABELS][:-8], "cut short or broken"),
    "a changed byte": (
        IMAGES,
        WHOLE[IMAGES][:2000] + bytes([WHOLE[IMAGES][2000] ^ 255]) + WHOLE[IMAGES][2001:],
        "cut short or broken",
    ),
    "a page in place of the file": (LABELS, b"<html>404</html>", "cut short or broken"),
    "an empty file": (IMAGES, b"", "no idx file"),
    "idx that was cut before it was packed": (
        IMAGES,
        gzip.compress(gzip.decompress(WHOLE[IMAGES])[:-1]),
        "says 23,520 entries and holds 23,519",
    ),
    "idx with something after its end": (
        LABELS,
        gzip.compress(gzip.decompress(WHOLE[LABELS]) + b"\0"),
        "says 30 entries and holds 31",
    ),
    "idx with a header cut short": (IMAGES, gzip.compress(bytes([0, 0, 8, 3, 0])), "no idx file"),
    "idx of another type": (LABELS, gzip.compress(bytes([0, 0, 13, 1, 0, 0, 0, 0])), "no idx file"),
    "images of another size": (IMAGES, gzip.compress(idx(np.zeros((30, 8, 8)))), "28 × 28"),
    "more labels than images": (LABELS, gzip.compress(idx(np.zeros(31))), "one digit for each"),
    "a label that is no digit": (LABELS, gzip.compress(idx([10] * 30)), "one digit for each"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_in_the_folder_is_an_error_with_its_name(tmp_path, monkeypatch, case):
    name, content, sentence = BROKEN[case]
    write(tmp_path / "mnist", damaged(name, content))
    monkeypatch.setenv("SEEING_DATA", str(tmp_path))

    with pytest.raises(DataError, match=sentence) as raised:
        mnist("train")

    assert name in str(raised.value)


def test_a_missing_file_in_the_folder_is_an_error_with_its_name(tmp_path):
    write(tmp_path, {IMAGES: WHOLE[IMAGES]})

    with pytest.raises(DataError, match=f"{LABELS} is missing"):
        read_mnist(tmp_path, "train")


def test_the_idx_format_is_read_with_any_number_of_axes(tmp_path):
    array = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
    (tmp_path / "a.gz").write_bytes(gzip.compress(idx(array)))

    np.testing.assert_array_equal(read_idx(tmp_path / "a.gz"), array)


@pytest.mark.usefixtures("nowhere")
def test_another_split_is_refused_before_anything_is_asked(tmp_path):
    with serving(small_mnist()) as mirror, pytest.raises(ValueError, match='"train" or "test"'):
        mnist("validation", published=mirror.published("good"), cache=tmp_path)

    assert mirror.asked == []
