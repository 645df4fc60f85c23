"""Whose a file is, by its path in a download."""

import pytest

from autograder.collecting.platform_names import Label, Owner, UnknownNameError, label

NAME = "07_convolution_filters"
FILE = f"{NAME}.ipynb"
ADA = Owner("Moodle", "Ada Lovelace", "4711")
LOVELACE = Owner("Canvas", "lovelaceada", "12345")


@pytest.mark.parametrize(
    ("path", "file"),
    [
        (f"Ada Lovelace_4711_assignsubmission_file/{FILE}", FILE),
        (f"Ada Lovelace_4711_assignsubmission_file_/{FILE}", FILE),
        (f"Ada Lovelace_4711_assignsubmission_file_{FILE}", FILE),
        (f"downloads/week 3/Ada Lovelace_4711_assignsubmission_file/{FILE}", FILE),
        (f"Ada Lovelace_4711_assignsubmission_file/my work/{FILE}", FILE),
        ("Ada Lovelace_4711_assignsubmission_onlinetext/onlinetext.html", "onlinetext.html"),
    ],
)
def test_every_form_of_moodle_names_the_student(path: str, file: str):
    assert label(path, NAME) == Label(ADA, file)


@pytest.mark.parametrize(
    ("path", "file", "late"),
    [
        (f"lovelaceada_12345_67890_{FILE}", FILE, False),
        (f"lovelaceada_LATE_12345_67890_{NAME}-1.ipynb", f"{NAME}-1.ipynb", True),
        (f"submissions/lovelaceada_12345_67890_Copy of {FILE}", f"Copy of {FILE}", False),
        ("lovelaceada_12345_67890_my_work.ipynb", "my_work.ipynb", False),
    ],
)
def test_every_form_of_canvas_names_the_student(path: str, file: str, late: bool):
    assert label(path, NAME) == Label(LOVELACE, file, 67890, late)


@pytest.mark.parametrize(
    "below",
    [
        f"Ben Nagy_4712_assignsubmission_file/{FILE}",
        f"Ben Nagy_4712_assignsubmission_file_{FILE}",
        f"nagyben_4712_1_{FILE}",
    ],
)
def test_a_file_or_folder_named_like_anothers_stays_its_owners(below: str):
    assert label(f"Ada Lovelace_4711_assignsubmission_file/{below}", NAME).owner == ADA
    assert label(f"lovelaceada_12345_67890_{below}".replace("/", "_"), NAME).owner == LOVELACE


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (FILE, "no form"),
        (f"Ada Lovelace/{FILE}", "no form"),
        (f"Participant_4711_assignsubmission_file/{FILE}", "blind"),
        (f"anon_Ab3x9_67890_{FILE}", "anonymously"),
        (f"LATE_anon_Ab3x9_67890_{FILE}", "anonymously"),
    ],
)
def test_what_names_nobody_says_why(path: str, why: str):
    with pytest.raises(UnknownNameError, match=why):
        label(path, NAME)


def test_a_name_that_ends_in_a_number_is_nobodys():
    """Who calls herself "nagyben_4712" would hand in for the person with that number."""
    with pytest.raises(UnknownNameError, match="which of its numbers"):
        label(f"nagyben_4712_12345_67890_{FILE}", NAME)
