"""The SPARQL 1.1 result formats (JSON, XML, CSV, TSV) and a table for people, written from rows of terms."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET

    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Row = Sequence[Term | None]

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def as_json(variables: Sequence[str], rows: Sequence[Row]) -> str:
    """Return rows as SPARQL 1.1 Query Results JSON, on one line."""
    bindings = [
        {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None} for row in rows
    ]
    answer = {"head": {"vars": list(variables)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False) + "\n"


def as_csv(variables: Sequence[str], rows: Sequence[Row]) -> str:
    """Return rows as SPARQL 1.1 CSV: the bare values, IRIs in full."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(variables)
    writer.writerows([_bare(term) for term in row] for row in rows)
    return text.getvalue()


def as_tsv(variables: Sequence[str], rows: Sequence[Row]) -> str:
    """Return rows as SPARQL 1.1 TSV: terms in Turtle's notation, so that nothing is lost."""
    lines = ["\t".join(f"?{name}" for name in variables)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def as_xml(variables: Sequence[str], rows: Sequence[Row]) -> str:
    """Return rows as SPARQL 1.1 Query Results XML; what XML cannot hold becomes U+FFFD."""
    from xml.etree import ElementTree as ET

    root, results = _xml_head(variables)
    for row in rows:
        result = ET.SubElement(results, "result")
        for name, term in zip(variables, row, strict=True):
            if term is not None:
                _xml_term(ET.SubElement(result, "binding", name=name), term)
    return _xml_text(root)


def truth_as(truth: bool, form: str) -> str:
    """Return the answer to ASK; CSV and TSV, which define none, give the bare word."""
    from xml.etree import ElementTree as ET

    word = "true" if truth else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": truth}) + "\n"
    if form == "xml":
        root = ET.Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
        ET.SubElement(root, "head")
        ET.SubElement(root, "boolean").text = word
        return _xml_text(root)
    if form == "table":
        return "yes\n" if truth else "no\n"
    return f"{word}\n"


def as_table(variables: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    """Return cells as a table `width` columns wide (a Chinese character takes two), and the number of rows."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in variables:
        table.add_column(name, overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    text = io.StringIO()
    Console(file=text, width=width, color_system=None, emoji=False, highlight=False).print(table)
    lines = [line.rstrip() for line in text.getvalue().splitlines()] if variables else []
    return "\n".join([*lines, "1 row" if len(cells) == 1 else f"{len(cells)} rows", ""])


def _json_term(term: Term) -> dict[str, str]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "literal", "value": str(term)}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        found["datatype"] = term.datatype.value
    return found


def _xml_head(variables: Sequence[str]) -> tuple[ET.Element, ET.Element]:
    from xml.etree import ElementTree as ET

    root = ET.Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
    head = ET.SubElement(root, "head")
    for name in variables:
        ET.SubElement(head, "variable", name=name)
    return root, ET.SubElement(root, "results")


def _xml_term(binding: ET.Element, term: Term) -> None:
    from xml.etree import ElementTree as ET

    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        ET.SubElement(binding, "uri").text = term.value
    elif isinstance(term, ox.BlankNode):
        ET.SubElement(binding, "bnode").text = term.value
    elif isinstance(term, ox.Literal):
        literal = ET.SubElement(binding, "literal")
        literal.text = term.value
        if term.language:
            literal.set(_XML_LANGUAGE, term.language)
        elif term.datatype.value != _XSD_STRING:
            literal.set("datatype", term.datatype.value)


def _xml_text(root: ET.Element) -> str:
    from xml.etree import ElementTree as ET

    from kg.export.serialise import NOT_XML, XML_RETURN

    for element in root.iter():
        if element.text:
            element.text = NOT_XML.sub("�", element.text)
    text = ET.tostring(root, encoding="unicode").replace("\r", XML_RETURN.decode())
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n"


def _bare(term: Term | None) -> str:
    import pyoxigraph as ox

    if term is None:
        return ""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return str(term)
