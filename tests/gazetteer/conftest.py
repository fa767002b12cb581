"""The shipped gazetteer, loaded once."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer, load


@pytest.fixture(scope="session")
def shipped() -> Gazetteer:
    return load()
