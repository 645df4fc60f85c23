"""The same settings hold wherever the command is run from."""

from pathlib import Path

import pytest

from autograder.grading.nbgrader_bridge import settings
from autograder.grading.nbgrader_bridge.settings import SETTINGS, converter_of

OURS = """
c = get_config()
c.CourseDirectory.course_id = "ours"
c.Autograde.limits = {"cpu_s": 7}
c.LateSubmissionPlugin.penalty_method = "zero"
"""


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that is not the repository's, which has these settings."""
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / SETTINGS).write_text(OURS)
    monkeypatch.setattr(settings, "ROOT", root)
    monkeypatch.chdir(elsewhere)
    return elsewhere


def test_the_repositorys_settings_hold_in_a_folder_without_any(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
):
    converter = converter_of("07", elsewhere / "course")

    assert converter.limits == {"cpu_s": 7}
    assert converter.coursedir.course_id == "ours"
    assert converter.coursedir.root == str(elsewhere / "course")
    assert converter.config.LateSubmissionPlugin.penalty_method == "zero"
    assert "WARNING" not in capsys.readouterr().err


def test_a_folders_own_settings_stand_in_place_of_the_repositorys(elsewhere: Path):
    (elsewhere / SETTINGS).write_text("get_config().Autograde.size_limit_mib = 3\n")

    converter = converter_of("07", elsewhere / "course")

    assert (converter.size_limit_mib, converter.limits) == (3, {})
