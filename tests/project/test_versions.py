"""constraints.txt is the one source of versions; the other files agree with it."""

import re
import tomllib

import yaml

from autograder.files import ROOT

CONDA_NAMES = {"pytorch-cpu": "torch"}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonical(name): version for name, version in pairs}


def environment() -> list[object]:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_version_in_environment_yml_is_the_one_in_constraints():
    conda, (pip,) = (
        [entry for entry in environment() if isinstance(entry, str)],
        [entry["pip"] for entry in environment() if isinstance(entry, dict)],
    )
    stated = dict(entry.split("=") for entry in conda if "=" in entry)
    stated |= dict(entry.split("==") for entry in pip if "==" in entry)
    python = stated.pop("python")

    versions = constraints()
    assert {CONDA_NAMES.get(name, name): version for name, version in stated.items()} == {
        CONDA_NAMES.get(name, name): versions[CONDA_NAMES.get(name, name)] for name in stated
    }
    oldest = str(project()["requires-python"]).removeprefix(">=")
    assert oldest == python or oldest.startswith(f"{python}.")


def test_every_package_the_project_asks_for_has_an_exact_version():
    asked = [*project()["dependencies"]]
    for extra in project()["optional-dependencies"].values():
        asked += extra
    names = {canonical(re.split(r"[=<>\[]", entry)[0]) for entry in asked}

    assert names - {"seeing-with-kernels"} <= set(constraints())


def test_constraints_name_no_local_build():
    assert not [version for version in constraints().values() if "+" in version]
