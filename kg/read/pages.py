"""Web pages to documents: the main text by trafilatura, with what the page says of title, date and site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Document
from kg.text.metadata import date_in_address, iso_date, metadata

if TYPE_CHECKING:
    from kg.read.files import Source


def document_of_page(source: Source, markup: str) -> Document:
    """Return the document of a page. Its `text` is the extracted main text, and offsets point into that.

    A page in which no main text is found keeps its markup as text; cleaning takes the tags away.
    """
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "20")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "10")
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    page = trafilatura.bare_extraction(
        markup,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        config=config,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-12-31"},
    )
    main = "" if page is None or isinstance(page, dict) else page.text or ""
    text = main if main.strip() else markup
    said = metadata(text)
    if page is None or isinstance(page, dict):
        return Document(source.id, text, said.title, said.published, said.publisher)
    return Document(
        id=source.id,
        text=text,
        title=page.title or said.title,
        published=iso_date(page.date or "") or said.published or date_in_address(page.url or ""),
        publisher=page.sitename or said.publisher,
        url=page.url or None,
    )
