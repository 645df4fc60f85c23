"""The Sphinx extension is found where Jupyter Book finds it: in `book/`, which is no package."""

import sys

from autograder.files import ROOT

sys.path.append(str(ROOT / "book"))
