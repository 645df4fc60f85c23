"""The student's own desk: how far they are, a way on, a fresh start, a look before handing in.

All of it reads the notebooks as they are saved, and what `check` has written down. Nothing of it
takes part in grading.
"""

from seeing.home.handing_in import before_handing_in
from seeing.home.hints import hint
from seeing.home.progress import progress
from seeing.home.reset import reset

__all__ = ["before_handing_in", "hint", "progress", "reset"]
