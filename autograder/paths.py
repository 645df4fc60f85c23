"""Where the repository lies, for those who read its other folders."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
