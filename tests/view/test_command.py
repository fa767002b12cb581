"""`kg view`: writes the page of a graph that was built before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.cli.view import view
from kg.errors import InputError, StoreError
from kg.model import Extraction
from kg.store import STORE_NAME, Store
from kg.view import page
from tests.samples import RECORDS

if TYPE_CHECKING:
    from pathlib import Path

    from kg.ontology import Ontology


@pytest.fixture
def built(tmp_path: Path) -> Path:
    with Store.create(tmp_path / STORE_NAME) as store:
        store.put_all(Extraction(document) for document in RECORDS.documents)
        store.write(RECORDS)
    return tmp_path


def test_it_writes_the_page(built: Path, known: Ontology, capsys: pytest.CaptureFixture[str]) -> None:
    target = built / "page.html"
    view(built, target, title="标题", language="en")
    assert target.read_text(encoding="utf-8") == page(RECORDS, known, title="标题", language="en")
    assert str(target) in capsys.readouterr().out


def test_what_cannot_be_done_is_told_and_leaves_nothing(built: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="choose one of zh, en"):
        view(built, built / "page.html", language="fr")
    with pytest.raises(InputError, match="cannot be written"):
        view(built, built / "missing" / "page.html")
    with pytest.raises(StoreError):
        view(tmp_path / "nothing", built / "page.html")
    assert not (built / "page.html").exists()
