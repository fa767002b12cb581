"""Is a built graph sound? Every quote cut again, every id followed, every claim held against the ontology."""

from __future__ import annotations

from kg.check.files import check_files, check_sources
from kg.check.finding import CHECKS, Finding
from kg.check.records import check_records
from kg.check.shacl import check_shapes

__all__ = ["CHECKS", "Finding", "check_files", "check_records", "check_shapes", "check_sources"]
