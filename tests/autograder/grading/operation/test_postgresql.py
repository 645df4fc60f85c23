"""A class whose gradebook is a PostgreSQL database, by nbgrader's own `db_url`."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.operation.classes import OUR_SETTINGS, Course, small_class

DEBIANS = "/usr/lib/postgresql/*/bin"  # not among the folders that a shell looks in
NUMBER = 6


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A server of our own, which only this machine's users can reach, through a file."""
    programs = _programs()
    user = "nobody" if os.geteuid() == 0 else None  # root may not run it
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), f"--pgdata={data}", *arguments]
            log = folder / "log"
            # To a file: the server keeps what it is given, and a pipe would never end.
            with log.open("ab") as said:
                done = subprocess.run(
                    command, stdout=said, stderr=said, user=user, cwd=folder, check=False
                )
            assert done.returncode == 0, log.read_text()

        run("initdb", "--auth=trust", "--username=course", "--no-sync")
        run("pg_ctl", "start", "--wait", f"--options=-k {folder} -c listen_addresses=''")
        try:
            yield f"postgresql+psycopg://course@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate")


def _programs() -> Path:
    """Return the folder of the server's programs. Without one the tests fail."""
    found = [*map(str, sorted(Path("/").glob(DEBIANS[1:]), reverse=True)), os.environ["PATH"]]
    program = next(filter(None, (shutil.which("initdb", path=path) for path in found)), None)
    if program is None:
        pytest.fail(
            "no PostgreSQL: run `python tests/support/system_packages.py postgresql`", False
        )
    return Path(program).resolve().parent


@pytest.fixture(scope="module")
def graded(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Course]:
    """The same class, graded once into each database."""
    settings = f"c = get_config()\nc.CourseDirectory.db_url = {database!r}\n{OUR_SETTINGS}"
    folders = {name: tmp_path_factory.mktemp(name) / "course" for name in ("sqlite", "postgresql")}
    courses = {
        "sqlite": Course(folders["sqlite"]),
        "postgresql": Course(folders["postgresql"], settings=settings, database=database),
    }
    for course in courses.values():
        course.release()
        small_class(course, NUMBER)
        (course.folder / "grading_secret").write_bytes(bytes(range(32)))
        course.grade()
    return courses


def test_the_grades_in_postgresql_are_those_in_sqlite(graded: dict[str, Course]):
    grades = graded["postgresql"].grades()

    assert len(grades) == 2 * NUMBER
    assert grades == graded["sqlite"].grades()
    assert not (graded["postgresql"].folder / "gradebook.db").exists()


def test_a_second_run_on_postgresql_runs_nothing(graded: dict[str, Course]):
    assert graded["postgresql"].grade()["run_now"] == []


@pytest.mark.soak
def test_a_regrade_on_postgresql_gives_the_same_grades(graded: dict[str, Course]):
    before = graded["postgresql"].grades()

    graded["postgresql"].grade("--regrade")

    assert graded["postgresql"].grades() == before
