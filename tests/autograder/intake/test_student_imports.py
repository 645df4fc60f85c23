"""Which imports of a student's, apart from the answers, are run with which answers."""

import re

import pytest
from nbformat import v4

from autograder.intake.attempts import CourseCells
from autograder.intake.parse_notebook import Cell
from autograder.intake.student_imports import IMPORT, MOST, own_imports, with_imports
from tests.support.processor import processor_s

RELEASED = CourseCells.of(v4.new_notebook(cells=[v4.new_code_cell("import numpy as np")]))


def found(source: str) -> list[str]:
    return list(own_imports([Cell("code", source, None, None)], RELEASED))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("import math", ["import math"]),
        ("import os.path as p, sys  # mine", ["import os.path as p, sys"]),
        ("from math import (  # mine\n  tau,\n)", ["from math import tau"]),
        ("import math  # its pi (3.14); not more", ["import math"]),
        ("from math import (\n  tau,\n  pi as half,\n)", ["from math import tau, pi as half"]),
        ("from math import *\r\nimport sys\r\n", ["from math import *", "import sys"]),
        ("import math; raise SystemExit", ["import math"]),
        ("import math\nimport  math\nimport math", ["import math"]),
        ("import numpy as np", []),  # the course's own
        ("if True:\n    import math", []),
        ("import", []),
        ("import math import", []),
        ("import \x00\nimport \ud800\nimport sys", ["import sys"]),
        ("from math import ((((tau))))", []),
        ("import a\rimport b", []),
        ("import " + "a" * 9000, []),
    ],
)
def test_an_import_is_found_where_run_all_would_run_it(source: str, wanted: list[str]):
    assert found(source) == wanted


def test_no_more_than_some_are_looked_at():
    assert len(found("\n".join(f"import a{n}" for n in range(2 * MOST)))) == MOST


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("y = m.sqrt(4)", ("import math as m", "y = m.sqrt(4)")),
        ("y = os.sep", ("import os.path, sys", "y = os.sep")),
        ("y = math.sqrt(4)", ("y = math.sqrt(4)",)),
        ("import math as m\ny = m.sqrt(4)", ("import math as m\ny = m.sqrt(4)",)),
    ],
)
def test_an_answer_gets_what_it_names_and_lacks(answer: str, wanted: tuple[str, ...]):
    cells = [Cell("code", "import math as m\nimport os.path, sys", None, None)]

    assert with_imports([answer], own_imports(cells, RELEASED)) == wanted


def test_what_a_star_binds_is_not_known_so_every_answer_gets_it():
    cells = [Cell("code", "from math import *", None, None)]

    assert with_imports(["y = 1"], own_imports(cells, RELEASED)) == ("from math import *", "y = 1")


def test_spaces_take_long_where_what_was_taken_is_given_back():
    giving_back = re.compile(re.sub(r"(?<=[}*?])\+", "", IMPORT.pattern), re.MULTILINE)
    cell = ("import" + " " * 5000 + "(\n") * 10
    ours_s, theirs_s = (
        processor_s(lambda pattern=pattern: list(pattern.finditer(cell)))
        for pattern in (IMPORT, giving_back)
    )

    assert theirs_s > 20 * ours_s
