"""What tests of hostile answers share."""

from collections.abc import Iterator

import pytest

from tests.submissions.canary import Canary, laid_out


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    with laid_out(tmp_path_factory.mktemp("canary")) as canary:
        yield canary
