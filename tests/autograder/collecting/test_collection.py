"""Downloads become folders of submissions; what is not collected is told, and nothing is lost."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.collecting.collection import Done, collect
from autograder.collecting.roster import Roster
from tests.support.downloads import NAME, archive, collected, notebook, people, submissions

FILE = f"{NAME}.ipynb"
ADA, BEN = notebook("Ada's"), notebook("Ben's")


def moodle(who: str, number: int, file: str = FILE) -> str:
    return f"{who}_{number}_assignsubmission_file/{file}"


def test_both_platforms_end_up_as_nbgrader_expects(tmp_path: Path):
    first = archive(tmp_path / "m.zip", {moodle("Ada Lovelace", 4711): ADA})
    second = archive(tmp_path / "c.zip", {f"nagyben_12345_67890_{FILE}": BEN})

    said, found = collected(tmp_path, first, second)

    assert found == {"Ada_Lovelace": ADA, "12345": BEN}
    assert said.done == dict.fromkeys(found, Done.NEW)
    assert (said.left, said.notes) == ({}, {})


def test_one_person_stays_one_person_through_a_course(tmp_path: Path):
    """Moodle numbers each anew for each assignment."""
    later = "08_edge_detection_kernels"
    first = {moodle("Ada Lovelace", 4711): ADA, moodle("Ben Nagy", 4712): BEN}
    second = {
        moodle("Ben Nagy", 5302, f"{later}.ipynb"): notebook("Ben's", later),
        moodle("Ada Lovelace", 5303, f"{later}.ipynb"): notebook("Ada's", later),
    }

    collected(tmp_path, archive(tmp_path / "1.zip", first))
    _, found = collected(tmp_path, archive(tmp_path / "2.zip", second), name=later)

    assert found == {
        "Ada_Lovelace": notebook("Ada's", later),
        "Ben_Nagy": notebook("Ben's", later),
    }
    assert {path.name for path in (tmp_path / "submitted").iterdir()} == set(found)


def test_who_is_on_the_list_has_its_id_by_both_platforms(tmp_path: Path):
    roster = people(("al", "Ada", "Lovelace"), ("bn", "Ben", "Nagy"))
    first = archive(tmp_path / "m.zip", {moodle("Ada Lovelace", 4711): ADA})
    second = archive(tmp_path / "c.zip", {f"nagyben_12345_67890_{FILE}": BEN})

    _, found = collected(tmp_path, first, second, roster=roster)

    assert found == {"al": ADA, "bn": BEN}


def test_whatever_is_not_collected_is_told_and_costs_nobody_else(tmp_path: Path):
    files = {
        moodle("Ada Lovelace", 4711): ADA,
        moodle("Eve Stranger", 1): BEN,
        moodle("Tom Pdf", 2, "work.pdf"): b"",
        moodle("Mia Two", 3): ADA,
        moodle("Mia Two", 3, f"Copy of {FILE}"): BEN,
        "readme.txt": b"",
        "__MACOSX/._readme.txt": b"",
        ".DS_Store": b"",
    }
    roster = people(("al", "Ada", "Lovelace"), ("tp", "Tom", "Pdf"), ("mt", "Mia", "Two"))
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")

    packed = archive(tmp_path / "m.zip", files)
    said, found = collected(tmp_path, packed, broken, roster=roster)

    assert found == {"al": ADA}
    assert {who: why.split(";")[0].split(",")[0] for who, why in said.left.items()} == {
        "Eve Stranger (1)": "is none of the students",
        "tp, Tom Pdf (2)": "has no notebook among work.pdf",
        "mt, Mia Two (3)": "has 2 notebooks that could be the answer",
        "readme.txt": "its name has no form that Moodle or Canvas gives",
        str(broken): f"{broken} is no zip archive",
    } | {str(broken): said.left[str(broken)].split(",")[0]}


def test_two_people_of_one_name_are_not_merged(tmp_path: Path):
    files = {moodle("Ada Lovelace", 4711): ADA, moodle("Ada Lovelace", 4712): BEN}

    said, found = collected(tmp_path, archive(tmp_path / "m.zip", files))

    assert found == {}
    assert set(said.left) == {"Ada Lovelace (4711)", "Ada Lovelace (4712)"}
    assert "cannot be told from Ada Lovelace (4712)" in said.left["Ada Lovelace (4711)"]
    assert "worksheet" in said.left["Ada Lovelace (4711)"]


@pytest.mark.parametrize("runs", [1, 2])
def test_namesakes_in_two_downloads_are_not_merged(tmp_path: Path, runs: int):
    """As of two groups that are downloaded each for itself."""
    first = archive(tmp_path / "1.zip", {moodle("Ada Lovelace", 4711): ADA}, "2026-10-29 12:00:00")
    second = archive(tmp_path / "2.zip", {moodle("Ada Lovelace", 4712): BEN})

    if runs == 2:
        collected(tmp_path, first)
    said, found = collected(tmp_path, *([second] if runs == 2 else [first, second]))

    assert found == ({"Ada_Lovelace": ADA} if runs == 2 else {})
    other = "Ada_Lovelace" if runs == 2 else "Ada Lovelace"
    assert f"cannot be told from {other} (4711)" in said.left["Ada Lovelace (4712)"]


def test_who_is_listed_once_may_have_two_numbers_but_not_in_one_download(tmp_path: Path):
    roster = people(("al", "Ada", "Lovelace"))
    first = archive(tmp_path / "1.zip", {moodle("Ada Lovelace", 4711): ADA}, "2026-10-29 12:00:00")
    second = archive(tmp_path / "2.zip", {moodle("Ada Lovelace", 5302): BEN})
    both = archive(tmp_path / "b.zip", {moodle("Ada Lovelace", n): ADA for n in (4711, 5302)})

    assert collected(tmp_path / "a", first, second, roster=roster)[1] == {"al": BEN}
    assert collected(tmp_path / "b", both, roster=roster)[1] == {}


def test_namesakes_in_canvas_are_not_merged_by_a_list_without_its_numbers(tmp_path: Path):
    files = {f"lovelaceada_1_11_{FILE}": ADA, f"lovelaceada_2_12_{FILE}": BEN}
    packed = archive(tmp_path / "c.zip", files)

    said, found = collected(tmp_path, packed, roster=people(("al", "Ada", "Lovelace")))
    without, both = collected(tmp_path / "other", packed)
    first, second = (
        archive(tmp_path / f"{name.split('_')[1]}.zip", {name: data})
        for name, data in files.items()
    )
    _, apart = collected(
        tmp_path / "apart", first, second, roster=people(("al", "Ada", "Lovelace"))
    )

    assert (found, set(said.left)) == ({}, {"lovelaceada (1)", "lovelaceada (2)"})
    assert apart == {}
    assert (both, without.left) == ({"1": ADA, "2": BEN}, {})


def test_one_person_in_two_assignments_of_moodle_is_one_where_the_worksheets_say_so(tmp_path: Path):
    first = archive(tmp_path / "1.zip", {moodle("Ada Lovelace", 4711): ADA}, "2026-10-29 12:00:00")
    second = archive(tmp_path / "2.zip", {moodle("Ada Lovelace", 5302): BEN})
    roster = Roster(by_number={"4711": "al", "5302": "al"})

    said, found = collected(tmp_path, first, second, roster=roster)

    assert (found, said.left) == ({"al": BEN}, {})


def test_the_worksheets_numbers_tell_them_apart(tmp_path: Path):
    files = {moodle("Ada Lovelace", 4711): ADA, moodle("Ada Lovelace", 4712): BEN}
    roster = Roster(by_number={"4711": "al1", "4712": "al2"})

    _, found = collected(tmp_path, archive(tmp_path / "m.zip", files), roster=roster)

    assert found == {"al1": ADA, "al2": BEN}


def test_a_hostile_file_costs_only_its_student(tmp_path: Path):
    files = {
        moodle("Eve Out", 1, f"../../../../{FILE}"): BEN,
        moodle("Tom Large", 2): bytes(2 * 1024 * 1024),
        moodle("Ada Lovelace", 4711): ADA,
        "/etc/cron.d/x.ipynb": BEN,
    }

    said, found = collected(tmp_path / "course", archive(tmp_path / "m.zip", files))

    assert found == {"Ada_Lovelace": ADA}
    assert sorted(said.left) == [
        "/etc/cron.d/x.ipynb",
        "Eve_Out, Eve Out (1)",
        "Tom_Large, Tom Large (2)",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["m.zip", "course"]


def test_a_newer_download_updates_and_says_what_it_did(tmp_path: Path):
    first = {moodle("Ada Lovelace", 1): ADA, moodle("Ben Nagy", 2): BEN}
    second = first | {moodle("Ada Lovelace", 1): notebook("again"), moodle("Eve New", 3): BEN}
    collected(tmp_path, archive(tmp_path / "1.zip", first, "2026-10-29 12:00:00"))

    said, found = collected(tmp_path, archive(tmp_path / "2.zip", second, "2026-10-30 12:00:00"))

    assert found["Ada_Lovelace"] == notebook("again")
    assert said.done == {
        "Ada_Lovelace": Done.UPDATED,
        "Ben_Nagy": Done.SAME,
        "Eve_New": Done.NEW,
    }


def test_an_older_download_changes_nothing_and_says_so(tmp_path: Path):
    who = moodle("Ada Lovelace", 1)
    new = archive(tmp_path / "new.zip", {who: ADA}, "2026-10-30 12:00:00")
    old = archive(tmp_path / "old.zip", {who: notebook("early")}, "2026-10-29 12:00:00")
    collected(tmp_path, new)

    said, found = collected(tmp_path, old)

    assert found == {"Ada_Lovelace": ADA}
    assert said.done == {"Ada_Lovelace": Done.KEPT}
    assert "newer than the download" in said.notes["Ada_Lovelace"][0]


def test_what_was_changed_by_hand_is_kept(tmp_path: Path):
    packed = archive(tmp_path / "m.zip", {moodle("Ada Lovelace", 1): ADA})
    collected(tmp_path, packed)
    (path,) = tmp_path.glob("submitted/*/*/*.ipynb")
    path.write_bytes(b"mended by hand")

    said, found = collected(tmp_path, packed)

    assert found == {"Ada_Lovelace": b"mended by hand"}
    assert said.done == {"Ada_Lovelace": Done.KEPT}


def test_a_clock_of_a_platform_that_is_ahead_does_not_make_a_download_newer(tmp_path: Path):
    who = moodle("Ada Lovelace", 1)
    ahead = archive(tmp_path / "m.zip", {who: ADA}, "2090-01-01 00:00:00")
    collected(tmp_path, ahead)
    (path,) = tmp_path.glob("submitted/*/*/*.ipynb")
    path.write_bytes(b"mended by hand")
    later = int(ahead.stat().st_mtime) + 60
    os.utime(path, (later, later))

    assert collected(tmp_path, ahead)[1] == {"Ada_Lovelace": b"mended by hand"}


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_downloads_in_one_run_the_newer_counts(tmp_path: Path, turned: bool):
    who = moodle("Ada Lovelace", 1)
    new = archive(tmp_path / "new.zip", {who: ADA}, "2026-10-30 12:00:00")
    old = archive(tmp_path / "old.zip", {who: notebook("early")}, "2026-10-29 12:00:00")

    assert collected(tmp_path, *([new, old] if turned else [old, new]))[1] == {"Ada_Lovelace": ADA}


def test_an_older_download_stands_in_where_the_newer_has_no_answer_and_this_is_told(tmp_path: Path):
    new = archive(tmp_path / "n.zip", {moodle("Ada L", 1, "a.pdf"): b""}, "2026-10-30 12:00:00")
    old = archive(tmp_path / "o.zip", {moodle("Ada L", 1): ADA}, "2026-10-29 12:00:00")

    said, found = collected(tmp_path, new, old)

    assert found == {"Ada_L": ADA}
    assert list(said.left) == ["Ada_L, Ada L (1)"]


def test_the_newest_that_has_an_answer_counts_whatever_the_platform_calls_the_student(
    tmp_path: Path,
):
    days = {"new": 30, "middle": 29, "old": 28}
    files = {
        "new": {moodle("Ada Lovelace", 1, "a.pdf"): b""},
        "middle": {moodle("Ada Lovelace", 2): ADA},
        "old": {moodle("Ada Lovelace", 1): BEN},
    }
    made = [
        archive(tmp_path / f"{name}.zip", files[name], f"2026-10-{day} 12:00:00")
        for name, day in days.items()
    ]

    _, found = collected(tmp_path, *made, roster=people(("al", "Ada", "Lovelace")))

    assert found == {"al": ADA}


def test_what_an_older_download_confirms_does_not_become_older(tmp_path: Path):
    who = moodle("Ada Lovelace", 1)
    for day, data in ((30, ADA), (28, ADA), (29, BEN)):
        made = f"2026-10-{day} 12:00:00"
        said, found = collected(tmp_path, archive(tmp_path / f"{day}.zip", {who: data}, made))

    assert found == {"Ada_Lovelace": ADA}
    assert said.done == {"Ada_Lovelace": Done.KEPT}


def test_an_archives_times_are_not_taken_for_times_of_submission(tmp_path: Path):
    packed = archive(tmp_path / "m.zip", {moodle("Ada Lovelace", 1): ADA})

    said, _ = collected(tmp_path, packed)

    assert said.timed == []
    assert not list(tmp_path.rglob("timestamp.txt"))


def test_the_time_that_the_worksheet_knows_is_written_as_nbgrader_reads_it(tmp_path: Path):
    from nbgrader.utils import parse_utc

    roster = Roster(handed_in={"1": datetime(2026, 10, 30, 20, 59, tzinfo=UTC)})
    packed = archive(tmp_path / "m.zip", {moodle("Ada Lovelace", 1): ADA})

    said, _ = collected(tmp_path, packed, roster=roster)

    (path,) = tmp_path.rglob("timestamp.txt")
    assert parse_utc(path.read_text().strip()) == datetime(2026, 10, 30, 20, 59)
    assert said.timed == ["Ada_Lovelace"]


def test_the_times_of_another_assignments_worksheet_are_not_taken(tmp_path: Path):
    moment = datetime(2026, 10, 23, 20, 59, tzinfo=UTC)
    roster = Roster(by_number={"4711": "Ada_Lovelace"}, handed_in={"4711": moment})
    packed = archive(tmp_path / "m.zip", {moodle("Ada Lovelace", 5302): ADA})

    said, found = collected(tmp_path, packed, roster=roster)

    assert (set(found), said.timed) == ({"Ada_Lovelace"}, [])
    assert not list(tmp_path.rglob("timestamp.txt"))


def test_canvas_late_is_told_until_somebody_writes_the_time(tmp_path: Path):
    packed = archive(tmp_path / "c.zip", {f"lovelaceada_LATE_12345_67890_{FILE}": ADA})

    said, _ = collected(tmp_path, packed)
    (path,) = tmp_path.glob("submitted/12345/*/")
    (path / "timestamp.txt").write_text("2026-10-30 23:10:00 UTC")
    again, _ = collected(tmp_path, packed)

    assert (said.late, again.late) == (["12345"], [])
    assert again.timed == ["12345"]
    assert (path / "timestamp.txt").read_text() == "2026-10-30 23:10:00 UTC"


def test_the_time_of_an_earlier_file_does_not_stay_with_a_later_one(tmp_path: Path):
    who = moodle("Ada Lovelace", 1)
    collected(tmp_path, archive(tmp_path / "1.zip", {who: ADA}, "2026-10-29 12:00:00"))
    (path,) = tmp_path.glob("submitted/*/*/")
    (path / "timestamp.txt").write_text("2026-10-28 10:00:00 UTC")

    said, _ = collected(tmp_path, archive(tmp_path / "2.zip", {who: BEN}, "2026-10-30 12:00:00"))

    assert not (path / "timestamp.txt").exists()
    assert said.notes["Ada_Lovelace"] == ["timestamp.txt told of the earlier file and was deleted"]


def test_a_name_that_is_no_text_stops_nobody_else(tmp_path: Path):
    """As of an archive that was unpacked by a system with another encoding."""
    for who in ("M\udcfcller Jo", "Ada Lovelace"):
        path = tmp_path / "unpacked" / moodle(who, 1)
        path.parent.mkdir(parents=True)
        path.write_bytes(ADA)

    _, found = collected(tmp_path, tmp_path / "unpacked")

    assert set(found) == {"M%DCFCller_Jo", "Ada_Lovelace"}


def test_what_lies_in_a_folder_of_the_exchange_is_not_waited_for(tmp_path: Path):
    folder = tmp_path / "submitted" / "Ada_Lovelace" / NAME
    folder.mkdir(parents=True)
    os.mkfifo(folder / "collected_as.txt")
    (folder / FILE).symlink_to("/etc/passwd")
    os.utime(folder / FILE, (0, 0), follow_symlinks=False)

    _, found = collected(tmp_path, archive(tmp_path / "m.zip", {moodle("Ada Lovelace", 1): ADA}))

    assert found == {"Ada_Lovelace": ADA}
    assert not (folder / FILE).is_symlink()


def test_an_empty_download_is_told(tmp_path: Path):
    (tmp_path / "empty").mkdir()

    said, _ = collected(tmp_path, tmp_path / "empty", archive(tmp_path / "e.zip", {}))

    assert set(said.left.values()) == {"there is no file in it"}
    assert len(said.left) == 2


def test_progress_counts_the_students(tmp_path: Path):
    files = {moodle("Ada Lovelace", 1): ADA, moodle("Ben Nagy", 2): BEN}
    seen: list[tuple[int, int]] = []

    collect(
        [archive(tmp_path / "m.zip", files)],
        submissions(tmp_path),
        Roster(),
        lambda done, of: seen.append((done, of)),
    )

    assert seen == [(0, 2), (1, 2), (2, 2)]
