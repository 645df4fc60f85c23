"""The Sphinx extension is found where Jupyter Book finds it: in `book/`, which is no package."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "book"))
