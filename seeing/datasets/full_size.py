"""Where a full set comes from: the reader's own folder, else the network, else a stand-in."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from pathlib import Path

from seeing.datasets.dataset import DataError, Dataset, EmbeddedSetWarning, Split, checked
from seeing.datasets.download import NoMirrorError

FOLDER_VARIABLE = "SEEING_DATA"


def own_folder(name: str) -> Path | None:
    """Return the folder `name` in the one that SEEING_DATA names, or None where there is none.

    raises DataError if SEEING_DATA names no folder: it is a slip of the pen, not a wish to download
    """
    named = os.environ.get(FOLDER_VARIABLE)
    if not named:
        return None
    if not Path(named).is_dir():
        raise DataError(f"{FOLDER_VARIABLE} is set to {named}, which is no folder")
    folder = Path(named) / name
    return folder if folder.is_dir() else None


def full_or_embedded(
    name: str,
    split: Split,
    *,
    folder: Path | None,
    read: Callable[[Path], Dataset],
    download: Callable[[], Dataset],
    stand_in: Callable[[Split], Dataset],
) -> Dataset:
    """Read the set from its folder; without one download it; without a network let a stand-in do.

    name: the set's name in sentences
    folder: the reader's own, or None; what is broken in there is an error and never replaced
    raises DataError from `read`
    warns EmbeddedSetWarning with what each mirror did, where `stand_in` gives the set
    """
    checked(split)
    if folder is not None:
        return read(folder)
    try:
        return download()
    except NoMirrorError as error:
        embedded = stand_in(split)
        sentence = (
            f"{name} could not be downloaded ({error}), so here are {len(embedded):,} images of "
            f"the same form in its place: {embedded.source}. With a network, run this again; or "
            f"put {name} into a folder and name that in {FOLDER_VARIABLE}."
        )
        warnings.warn(sentence, EmbeddedSetWarning, stacklevel=3)  # 3: the reader's own line
        return embedded
