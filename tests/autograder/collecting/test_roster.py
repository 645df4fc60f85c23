"""Exported lists of students are read, and a platform's names are found in them."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.collecting.platform_names import Owner
from autograder.collecting.roster import Roster, Student, UnknownStudentError, safe_id
from autograder.collecting.student_lists import read_into
from tests.support.downloads import people

WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
    'Participant 4711,Ada Lovelace,ada@uni.edu,Submitted,,"Friday, 30 October 2026, 9:59 PM"\n'
    "Participant 4712,Ada Lovelace,ada2@uni.edu,No submission,,-\n"
)
LISTS = {
    "nbgrader": "id,first_name,last_name,email\nal,Ada,Lovelace,ada@uni.edu\n",
    "moodle_grades": '"First name",Surname,"ID number","Email address"\nAda,Lovelace,al,ada@x.y\n',
    "moodle_participants": (
        "\ufeffFirst name;Last name;Email address;Username\nAda;Lovelace;a@x;al\n"
    ),
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Week 1 (42)\n"
        "    Points Possible,,,,,12\n"
        '"Lovelace, Ada",al,S1,ada@uni.edu,A,\n'
    ),
}


def listed(folder: Path, *texts: str, zone: ZoneInfo | None = None) -> Roster:
    roster = Roster()
    for number, text in enumerate(texts):
        path = folder / f"{number}.csv"
        path.write_text(text, encoding="utf-8")
        read_into(roster, path, zone)
    return roster


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    "owner",
    [
        Owner("Moodle", "Ada Lovelace", "1"),
        Owner("Moodle", "Lovelace Ada", "2"),
        Owner("Canvas", "lovelaceada", "3"),
    ],
)
def test_every_list_finds_every_form_of_a_name(tmp_path: Path, kind: str, owner: Owner):
    assert listed(tmp_path, LISTS[kind]).id_of(owner) == "al"


def test_lists_of_several_kinds_name_each_person_once(tmp_path: Path):
    roster = listed(
        tmp_path, LISTS["nbgrader"], LISTS["canvas"], WORKSHEET.split("Participant 4712")[0]
    )

    assert list(roster.students) == ["al"]
    assert roster.by_number == {"4711": "al"}


def test_a_worksheets_full_name_does_not_replace_first_and_last_name(tmp_path: Path):
    roster = listed(tmp_path, LISTS["nbgrader"], WORKSHEET)

    ada = roster.students["al"]
    assert (ada.first_name, ada.last_name) == ("Ada", "Lovelace")


def test_the_worksheet_tells_namesakes_apart_by_the_numbers_of_the_download(tmp_path: Path):
    roster = listed(tmp_path, WORKSHEET)

    assert roster.id_of(Owner("Moodle", "Ada Lovelace", "4711")) == "ada@uni.edu"
    assert roster.id_of(Owner("Moodle", "Ada Lovelace", "4712")) == "ada2@uni.edu"


def test_the_worksheet_knows_when_each_was_handed_in(tmp_path: Path):
    roster = listed(tmp_path, WORKSHEET, zone=ZoneInfo("Europe/Vienna"))

    assert roster.handed_in == {"4711": datetime(2026, 10, 30, 20, 59, tzinfo=UTC)}


def test_a_time_in_another_language_is_not_guessed(tmp_path: Path):
    german = WORKSHEET.replace("Friday, 30 October 2026, 9:59 PM", "Freitag, 30. Oktober 2026")

    roster = listed(tmp_path, german)

    assert roster.handed_in == {}
    assert roster.unread_times == {"4711": "Freitag, 30. Oktober 2026"}


def test_namesakes_are_not_guessed():
    roster = people(("al1", "Ada", "Lovelace"), ("al2", "Lovelace", "Ada"))

    with pytest.raises(UnknownStudentError, match=r"can be al1 or al2.*grading worksheet"):
        roster.id_of(Owner("Moodle", "Ada Lovelace", "1"))


def test_who_was_collected_without_a_list_keeps_the_id_when_one_is_given(tmp_path: Path):
    roster = Roster({"Ada_Lovelace": Student("Ada_Lovelace")})
    path = tmp_path / "list.csv"
    path.write_text(LISTS["nbgrader"], encoding="utf-8")

    read_into(roster, path, None)

    assert list(roster.students) == ["Ada_Lovelace"]
    assert roster.students["Ada_Lovelace"].last_name == "Lovelace"


def test_a_namesake_who_comes_later_is_another_person(tmp_path: Path):
    later = LISTS["nbgrader"] + "al2,Ada,Lovelace,\n"

    assert list(listed(tmp_path, LISTS["nbgrader"], later).students) == ["al", "al2"]


def test_another_address_is_another_person(tmp_path: Path):
    other = "id,first_name,last_name,email\nal2,Ada,Lovelace,ada2@uni.edu\n"

    assert list(listed(tmp_path, LISTS["nbgrader"], other).students) == ["al", "al2"]


@pytest.mark.parametrize(
    "texts",
    [
        # One is known without an address, and the worksheet has two: which is she?
        ("id,first_name,last_name\nal,Ada,Lovelace\n", WORKSHEET),
        # Nothing but the name.
        ("Identifier,Full name\nParticipant 1,Ada Lovelace\nParticipant 2,Ada Lovelace\n",),
    ],
)
def test_namesakes_that_nothing_tells_apart_are_refused(tmp_path: Path, texts: tuple[str, ...]):
    with pytest.raises(ValueError, match="Ada Lovelace stands for more than one student"):
        listed(tmp_path, *texts)


def test_a_stranger_is_not_taken_in_where_the_students_are_listed():
    with pytest.raises(UnknownStudentError, match="none of the students"):
        people(("bn", "Ben", "Nagy")).id_of(Owner("Canvas", "lovelaceada", "3"))


def test_without_a_list_the_stable_part_is_the_id():
    assert Roster().id_of(Owner("Canvas", "lovelaceada", "12345")) == "12345"
    assert Roster().id_of(Owner("Moodle", "Ada Lovelace", "4711")) == "Ada_Lovelace"


def test_canvas_number_finds_who_is_called_otherwise(tmp_path: Path):
    roster = listed(tmp_path, LISTS["canvas"].replace(",al,", ",12345,"))

    assert roster.id_of(Owner("Canvas", "kingada", "12345")) == "12345"


def test_apostrophes_and_accents_that_a_platform_drops_or_keeps_do_not_matter():
    roster = people(("ob", "Zoë", "O'Brien-Smith"))

    assert roster.id_of(Owner("Moodle", "Zoë OBrien-Smith", "1")) == "ob"
    assert roster.id_of(Owner("Canvas", "obriensmithzoë", "1")) == "ob"


def test_ids_made_of_names_are_safe_and_differ():
    names = ["Ada Lovelace", "Ada-Lovelace", "Ada [x]", "../etc", ".hidden", "a/b", "Żółć 李", "*"]

    made = [safe_id(name) for name in names]

    assert len(set(made)) == len(names)
    assert made[0] == "Ada_Lovelace"
    assert not [id_ for id_ in made if set("/[]*?") & set(id_) or id_.startswith(".")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,mail\nAda,a@x\n", "no column that holds names.*its first line is: name,mail"),
        ("id,first_name,last_name\n../x,Ada,L\n", r"the id '\.\./x' cannot be"),
        ("", "no column"),
    ],
)
def test_what_is_no_list_says_what_is_missing(tmp_path: Path, text: str, why: str):
    with pytest.raises(ValueError, match=why):
        listed(tmp_path, text)


def test_a_list_in_another_encoding_says_what_to_do(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_bytes("id,first_name,last_name\nz,Zoë,Müller\n".encode("utf-16"))

    with pytest.raises(ValueError, match="save it as CSV in UTF-8"):
        read_into(Roster(), path, None)
