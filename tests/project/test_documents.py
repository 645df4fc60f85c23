"""What the documents for contributors name is there: files, commands of make, versions."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *(f"{name}.md" for name in ("README", "CONTRIBUTING", "DESIGN", "SECURITY")),
    "book/accessibility.md",
    ".github/pull_request_template.md",
]
# Where a path may begin: a table is about the rooms of one folder, a recipe about those of another.
BASES = [ROOT, ROOT / "autograder", ROOT / "seeing" / "widgets", ROOT / "tests"]
PLACEHOLDER = re.compile(r"NN|NAME|SUBJECT|FOLDER|STUDENT")
DERIVED = ("_build/", "course/", "work/", ".venv/")  # made by commands, and not in git

each_document = pytest.mark.parametrize("document", DOCUMENTS)


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def named_paths(document: str) -> set[str]:
    """Return what a document names with a slash in it, in code or as the target of a link."""
    text = text_of(document)
    words = " ".join(re.findall(r"`([^`\n]+)`", text)).split()
    code = [word.removeprefix("TESTS=") for word in words]
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    return {
        path.strip('"')
        for path in [*code, *links]
        if re.fullmatch(r'"?[\w.-]*/[\w./-]*"?', path) or path in links
        if not PLACEHOLDER.search(path) and not path.startswith(DERIVED)
    }


@each_document
def test_each_path_that_a_document_names_is_there(document: str):
    bases = [*BASES, (ROOT / document).parent]
    missing = {
        path for path in named_paths(document) if not any((base / path).exists() for base in bases)
    }

    assert missing == set()


@each_document
def test_each_command_of_make_that_a_document_names_is_there(document: str):
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))

    assert set(re.findall(r"(?:`|^ +)make ([a-z]+)", text_of(document), re.MULTILINE)) <= targets


def test_the_map_names_every_room_of_the_autograder():
    rooms = {
        folder.name
        for folder in (ROOT / "autograder").iterdir()
        if (folder / "__init__.py").is_file()
    }

    assert rooms <= set(re.findall(r"^\| `(\w+)/", text_of("CONTRIBUTING.md"), re.MULTILINE))


def test_each_term_has_one_meaning():
    table = text_of("CONTRIBUTING.md").split("## Terms")[1]
    terms = re.findall(r"^\| ([a-z ,]+) \|", table, re.MULTILINE)

    assert len(terms) > 20
    assert len(terms) == len(set(terms))


def test_the_citation_is_of_this_version_and_repository():
    citation = yaml.safe_load(text_of("CITATION.cff"))
    project = tomllib.loads(text_of("pyproject.toml"))["project"]

    assert citation["version"] == project["version"]
    assert " AND ".join(citation["license"]) == project["license"]
    settings = yaml.safe_load(text_of("_config.yml"))
    assert citation["repository-code"] == settings["repository"]["url"]


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda p: p.name)
def test_a_form_or_workflow_leads_to_this_repository_alone(path: Path):
    url = yaml.safe_load(text_of("_config.yml"))["repository"]["url"]

    assert all(
        link.startswith(url) for link in re.findall(r"https://github\.com/\S+", path.read_text())
    )
