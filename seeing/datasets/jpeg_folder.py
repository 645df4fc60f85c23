"""Small pictures as JPEG files, a folder for each class: read, decoded once, then kept."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import numpy as np
import numpy.typing as npt
import PIL
from PIL import Image
from tqdm import tqdm

from seeing.datasets.dataset import DataError

Bytes = npt.NDArray[np.uint8]


def read_jpegs(
    folder: Path, split: str, classes: Sequence[str], side: int, cache: Path
) -> tuple[Bytes, Bytes]:
    """Read `folder`/`split`/CLASS/*.jpg, or the same packed in one tar file in `folder`.

    cache: where the decoded pictures are kept, under a name made from the folder's content
    returns images (n, side, side, 3) and labels (n,), uint8, in the order of classes, then names
    raises DataError if a class is missing or shorter than the others, or a picture is broken
    """
    kept = cache / f"{split}-{_fingerprint(folder, split)}.npz"
    found = _kept(kept)
    if found is None:
        files = _files(folder, split)
        _check_classes(folder, split, [name.split("/")[1] for name in files], classes)
        bar = tqdm(files.items(), desc=f"decoding {split}", unit=" images")
        images = np.stack([_decode(name, jpeg, side) for name, jpeg in bar])
        labels = np.array([classes.index(name.split("/")[1]) for name in files], dtype=np.uint8)
        found = images, labels
        with contextlib.suppress(OSError):  # a folder that cannot be written to costs only time
            _keep(kept, images, labels)
    return found


def _archive(folder: Path, split: str) -> Path | None:
    """Return the tar file that stands for the folders, if they are not there themselves."""
    if (folder / split).is_dir():
        return None
    archives = sorted(folder.glob("*.tar*"))
    if not archives:
        raise DataError(f"{folder} holds neither a folder {split} nor a tar file with one")
    return archives[0]


def _files(folder: Path, split: str) -> dict[str, bytes]:
    """Return "SPLIT/CLASS/NAME.jpg" -> the file's bytes, sorted by name."""
    archive = _archive(folder, split)
    if archive is None:
        paths = sorted((folder / split).glob("*/*.jpg"))
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    files = {}
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                name = PurePosixPath(member.name)
                if member.isfile() and name.match(f"{split}/*/*.jpg") and len(name.parts) == 3:
                    stream = tar.extractfile(member)
                    files[name.as_posix()] = stream.read() if stream else b""
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise DataError(f"{archive} is cut short or broken ({error}): get it again") from error
    return dict(sorted(files.items()))


def _check_classes(folder: Path, split: str, found: list[str], classes: Sequence[str]) -> None:
    """A copy that was interrupted shows as classes of different sizes: they are all equal here."""
    counts = {name: found.count(name) for name in {*classes, *found}}
    if set(counts) != set(classes) or len(set(counts.values())) > 1 or not found:
        listed = ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
        raise DataError(f"{folder} is not complete: each class of {split} has as many ({listed})")


def _decode(name: str, jpeg: bytes, side: int) -> Bytes:
    try:
        with Image.open(io.BytesIO(jpeg)) as image:
            picture = np.asarray(image.convert("RGB"))
    except (OSError, SyntaxError, ValueError) as error:
        raise DataError(f"{name} is cut short or no picture ({error})") from error
    if picture.shape != (side, side, 3):
        raise DataError(f"{name} is {picture.shape[0]} × {picture.shape[1]}, not {side} × {side}")
    return picture


def _fingerprint(folder: Path, split: str) -> str:
    """Name the content by its files' names, sizes and times, and by the decoder's version."""
    archive = _archive(folder, split)
    paths = [archive] if archive else sorted((folder / split).glob("*/*.jpg"))
    digest = hashlib.sha256(f"Pillow {PIL.__version__}".encode())
    for path in paths:
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _kept(path: Path) -> tuple[Bytes, Bytes] | None:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return arrays["images"], arrays["labels"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # missing, or damaged since: decoding again mends it


def _keep(path: Path, images: Bytes, labels: Bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            np.savez(file, images=images, labels=labels)
            file.close()
            os.replace(file.name, path)  # whole or not at all, also for one who reads meanwhile
        except BaseException:
            os.unlink(file.name)
            raise
