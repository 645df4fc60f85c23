"""The answer key: data only, the same every time, and read back as it was written."""

import ast
import json
import re
from pathlib import Path

import numpy as np
import pytest

from autograder import exercises
from autograder.exercises import outcomes
from autograder.release import answer_key
from seeing.check import answer_key as reader

CHAPTER = "07_convolution_filters"


@pytest.fixture(scope="module")
def text() -> str:
    return answer_key.render(CHAPTER)


@pytest.fixture
def folder(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reader, "FOLDER", tmp_path)
    return tmp_path


def strings(value: object) -> set[str]:
    """Return every string in a JSON document, keys included."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return set(value) | {s for child in value.values() for s in strings(child)}
    if isinstance(value, list):
        return {s for child in value for s in strings(child)}
    return set()


def test_the_key_has_the_same_bytes_every_time(text: str):
    assert answer_key.render(CHAPTER) == text


def is_code(said: str) -> bool:
    """Tell whether a string is Python with a call, an index, an assignment or arithmetic."""
    try:
        ast.parse(said)
    except SyntaxError:
        return False
    return bool(re.search(r"[(\[=+*/@.]", said))


def test_the_key_holds_no_code(text: str):
    assert [said for said in strings(json.loads(text)) if is_code(said)] == []


def test_code_would_be_noticed():
    assert is_code("return image[::-1]")
    assert not is_code("kernel turned by half")


def test_the_key_holds_no_line_of_a_reference_or_mistake(text: str):
    lines = {
        line.strip()
        for path in exercises.__path__
        for file in Path(path).rglob("c07*/*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"[=(\[]", line) and '"' not in line
    }
    assert lines

    said = strings(json.loads(text))

    assert not lines & said


def test_the_key_is_strict_json(text: str):
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    json.loads(text, parse_constant=refuse)


def test_visible_cases_differ_from_those_of_other_seeds():
    for known in exercises.load(CHAPTER).values():
        visible = str(outcomes.visible_cases(known))
        assert all(str(known.cases(np.random.default_rng(seed))) != visible for seed in range(5))


def test_what_is_read_equals_what_was_written(folder):
    answer_key.write(CHAPTER, folder)
    known = exercises.load(CHAPTER)["conv2d"]
    key = reader.find("conv2d")

    assert key.points == known.points
    for case, read in zip(outcomes.visible_cases(known), key.cases, strict=True):
        assert read.expected.equals(outcomes.right_outcome(known, case))
        for mistake in known.mistakes:
            wrong = outcomes.wrong_outcome(known, mistake, case)
            assert read.mistakes[mistake.name].equals(wrong), (case, mistake.name)
        for name, value in case.inputs.items():
            assert type(read.inputs[name]) is type(value)
            assert np.asarray(read.inputs[name]).dtype == np.asarray(value).dtype
            assert np.array_equal(read.inputs[name], value)


def test_writing_twice_leaves_the_file_alone(folder):
    path = answer_key.write(CHAPTER, folder)
    before = path.stat().st_mtime_ns
    answer_key.write(CHAPTER, folder)

    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_json_lacks_survives(value: float):
    written = json.loads(json.dumps(answer_key._array(np.array([value, 1.5])), allow_nan=False))

    assert np.array_equal(reader._value(written), [value, 1.5], equal_nan=True)


def test_an_empty_array_keeps_its_shape():
    written = json.loads(json.dumps(answer_key._array(np.zeros((0, 3)))))

    assert reader._value(written).shape == (0, 3)


def test_an_unknown_name_gets_the_nearest_known_one(folder):
    answer_key.write(CHAPTER, folder)

    with pytest.raises(reader.UnknownExerciseError, match="did you mean 'conv2d'"):
        reader.find("cov2d")


def test_missing_keys_name_the_command_that_makes_them(folder):
    with pytest.raises(reader.AnswerKeyMissingError, match="python -m autograder release"):
        reader.find("conv2d")
