"""The HTML pages: the graph one looks at, and the report of what was read.

Public: `page`, `report`, `network`, `load_style`, `LANGUAGES`. Everything heavy is imported when a page is made.
"""

from __future__ import annotations

from kg.view.drawing import network
from kg.view.page import page
from kg.view.report import report
from kg.view.style import Style, load_style
from kg.view.words import LANGUAGES

__all__ = ["LANGUAGES", "Style", "load_style", "network", "page", "report"]
