"""OptimizationFilm: how pictures came about that please a unit, step by step, side by side."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.frames import Frames, FramesTrait
from seeing.widgets.traits.packing import from_page, to_page

SEND_EVERY_S = 0.25  # four times a second looks alive, and all frames travel each time
MOST_FRAMES = 120  # of all films together
# By the width of a page: films in a row, the height of a row, and of all the rest.
ROOM = {"narrow": (2, 225, 236), "wide": (3, 282, 224)}


class OptimizationFilm(Widget):
    """Scrub through recorded steps; the films run side by side, and grow while a cell runs.

    films: list of {"title", "steps", "values", "scores"}: after how many steps each frame was
        taken, what the goal was worth then, and the unit's score for the picture as it is
    frames: (n, h, w, 3) uint8, of all films one after another
    frame: which is shown of each film; None follows the last

    >>> film = OptimizationFilm()
    >>> record = film.recorder("nothing")
    >>> record(0, np.zeros((3, 2, 2)), 1.5)
    >>> film.films
    [{'title': 'nothing', 'steps': [0], 'values': [1.5], 'scores': [1.5]}]
    """

    _module = "optimization_film.js"
    _height = traitlets.Dict({"narrow": 206, "wide": 216}).tag(sync=True)

    films: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    frames = FramesTrait().tag(sync=True, to_json=to_page, from_json=from_page)
    frame = traitlets.Int(None, allow_none=True, min=0).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._recorded = [dict(film) for film in self.films]
        self._pictures = list(self.frames)
        self._sent_at = 0.0

    @traitlets.default("frames")
    def _none_yet(self) -> Frames:
        return np.zeros((0, 1, 1, 3), np.uint8)

    def recorder(self, title: str) -> Callable[..., None]:
        """Begin a film; return what takes its frames, as `visualize(…, watch=…)` calls it.

        title: a second film of the same title takes the place of the first
        returns a function of (step, picture (3, h, w) with values 0 to 1, value of the goal, and
            the score, if it is another number); it raises ValueError for a picture of another size
            than the others
        """
        kept = [film["title"] != title for film in self._recorded]
        owners = [i for i, film in enumerate(self._recorded) for _ in film["steps"]]
        self._pictures = [p for p, i in zip(self._pictures, owners, strict=True) if kept[i]]
        self._recorded = [film for film, keep in zip(self._recorded, kept, strict=True) if keep]
        film: dict[str, Any] = {"title": title, "steps": [], "values": [], "scores": []}
        self._recorded.append(film)

        def record(
            step: int, picture: npt.ArrayLike, value: float, score: float | None = None
        ) -> None:
            if self._recorded[-1] is not film:
                raise ValueError(f"the film {title!r} has ended: another one has begun")
            shown = (255 * np.clip(np.asarray(picture), 0, 1)).round().astype(np.uint8)
            if shown.ndim != 3 or shown.shape[0] != 3:
                raise ValueError(f"expected a picture (3, h, w), got {shown.shape}")
            shown = shown.transpose(1, 2, 0)
            if self._pictures and shown.shape != self._pictures[0].shape:
                raise ValueError(
                    f"the films so far have pictures of {self._pictures[0].shape}, and this one "
                    f"{shown.shape}: one size for all, or another OptimizationFilm"
                )
            if len(self._pictures) >= MOST_FRAMES:
                raise ValueError(f"a figure holds {MOST_FRAMES} frames: record fewer of each film")
            film["steps"].append(int(step))
            film["values"].append(float(f"{value:.4g}"))
            film["scores"].append(float(f"{value if score is None else score:.4g}"))
            self._pictures.append(shown)
            if time.monotonic() - self._sent_at > SEND_EVERY_S:
                self.publish()

        return record

    def publish(self) -> None:
        """Send what is recorded; frames send themselves, but for the last in a quarter second."""
        self._sent_at = time.monotonic()
        with self.hold_sync():
            self.frames = np.stack(self._pictures) if self._pictures else self._none_yet()
            self.films = [
                {name: part if name == "title" else [*part] for name, part in film.items()}
                for film in self._recorded
            ]
            self._height = {
                width: rest + row * math.ceil(len(self.films) / across)
                for width, (across, row, rest) in ROOM.items()
            }
