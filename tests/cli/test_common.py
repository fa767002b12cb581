"""Progress is drawn on a terminal only, and counts are spelled for people."""

from __future__ import annotations

import sys

import pytest

from kg.cli.common import counted, shown_progress


def test_no_progress_where_there_is_no_terminal() -> None:
    with shown_progress(quiet=False) as progress:
        assert progress is None


def test_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with shown_progress(quiet=False) as progress:
        assert progress is not None
        progress("read", 1, 0)
        progress("extract", 3, 7)
    told = capsys.readouterr()
    assert told.out == ""
    assert "extract" in told.err
    assert "3/7" in told.err


def test_no_progress_when_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with shown_progress(quiet=True) as progress:
        assert progress is None


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 entities"), (1, "1 entity"), (2, "2 entities"), (12345, "12,345 entities")]
)
def test_counts(number: int, expected: str) -> None:
    assert counted(number, "entity", "entities") == expected
