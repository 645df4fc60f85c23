"""An IPython extension: note which files of the course a kernel opens, modules and data alike."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

LOG = "SEEING_NOTED_READS"  # the environment variable that names the file to write to
ROOT = Path(__file__).resolve().parents[2]
MADE = ("_build", ".venv", ".git")  # what stands there is made from something else


def load_ipython_extension(_shell: Any) -> None:
    """Write each path below the course's root, once, to the file that `LOG` names."""
    log = Path(os.environ[LOG]).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115
    seen: set[str] = set()

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(name := arguments[0], str) or name in seen:
            return
        seen.add(name)
        path = Path(name).absolute()
        if path.parent.name == "__pycache__":  # of a module that was compiled before
            path = path.parents[1] / f"{path.name.partition('.')[0]}.py"
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] not in MADE:
            log.write(f"{path}\n")

    sys.addaudithook(note)
