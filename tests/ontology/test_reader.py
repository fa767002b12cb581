"""The reader gives what the file says and refuses a file that contradicts itself."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError
from kg.ontology import load
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def problems(tmp_path: Path) -> Callable[[str, str], str]:
    """Return a function that changes the shipped file and gives what the reader says of it."""

    def read(old: str, new: str) -> str:
        text = (ontology_dir() / "kg.ttl").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "kg.ttl").write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(KnowledgeError) as caught:
            load(tmp_path)
        return str(caught.value).replace(str(tmp_path), "DIR")

    return read


def test_classes_know_their_ancestors_and_concrete_descendants() -> None:
    ontology = load()
    bridge = ontology.classes["Bridge"]
    assert bridge.labels == {"zh": "桥梁", "en": "bridge"}
    assert bridge.id_prefix == "bridge"
    assert not bridge.abstract
    assert {"Bridge", "TransportWork", "Project", "Entity"} <= bridge.ancestors
    assert ontology.is_a("DemonstrationZone", "Zone")
    assert ontology.is_a("Zone", "Zone")
    assert not ontology.is_a("Zone", "DemonstrationZone")
    assert not ontology.is_a("NoSuchClass", "Entity")
    assert ontology.concrete("Zone") == {"Zone", "DemonstrationZone"}
    assert ontology.concrete("CorpsUnit") == {"Corps", "Division", "Regiment", "CorpsCompany"}
    assert "SharedProject" not in ontology.concrete("Project")


def test_relations_carry_domain_range_and_traits() -> None:
    relations = load().relations
    builds = relations["builds"]
    assert {"Division", "County", "Enterprise"} <= builds.domain
    assert "Road" not in builds.domain
    assert {"Road", "Zone", "School", "Hospital"} <= builds.range
    assert "Enterprise" not in builds.range
    assert builds.parents == ("participatesIn",)
    assert (relations["adjacentTo"].symmetric, builds.symmetric) == (True, False)
    assert (relations["lengthKm"].datatype, relations["openedOn"].datatype, builds.datatype) == ("decimal", "date", "")
    assert (relations["lengthKm"].functional, builds.functional) == (True, False)
    assert relations["lengthKm"].range == frozenset()
    assert (relations["locatedIn"].inverse, relations["contains"].inverse) == ("contains", "locatedIn")
    assert relations["contains"].by_rule


@pytest.mark.parametrize(
    ("subject", "predicate", "target", "admitted"),
    [
        ("Division", "builds", "Road", True),
        ("Road", "builds", "Division", False),
        ("Division", "unifiedWith", "County", True),
        ("County", "unifiedWith", "Division", True),
        ("County", "unifiedWith", "County", False),
        ("Desert", "near", "Road", True),
        ("Desert", "near", "River", False),
        ("Road", "crosses", "Desert", True),
        ("Road", "passesThrough", "Desert", False),
        ("Village", "locatedIn", "Township", True),
        ("Village", "locatedIn", "Division", False),
        ("Road", "lengthKm", "", True),
        ("Road", "lengthKm", "County", False),
        ("County", "lengthKm", "", False),
        ("Road", "builds", "", False),
        ("Road", "noSuchRelation", "Road", False),
    ],
)
def test_admits_follows_domain_and_range(subject: str, predicate: str, target: str, admitted: bool) -> None:
    assert load().admits(subject, predicate, target) is admitted


def test_closed_lists_keep_their_order() -> None:
    ontology = load()
    assert ontology.statuses == ("planned", "underway", "done")
    assert ontology.origins == ("article", "gazetteer", "derived")
    assert (ontology.fields[0], ontology.fields[-1], len(ontology.fields)) == ("transport", "general", 13)
    assert ontology.concepts["ecology"].labels["zh"] == "生态"


def test_namespaces_and_prefixes() -> None:
    ontology = load()
    assert (ontology.namespace, ontology.base) == ("https://kg.example/ontology#", "https://kg.example/")
    assert ontology.prefixes["division"] == "https://kg.example/division/"
    assert ontology.prefixes["kg"] == ontology.namespace
    assert ontology.prefixes["prov"] == "http://www.w3.org/ns/prov#"
    assert "{id}" in ontology.identifier_templates["wikidata"]


def test_an_ontology_travels_to_another_process() -> None:
    ontology = load()
    assert pickle.loads(pickle.dumps(ontology)) == ontology  # noqa: S301  # our own bytes


def test_reading_needs_no_rdflib() -> None:
    code = "import sys; from kg.ontology import load; load(); sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_syntax_error_gives_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "kg.ttl").write_text("@prefix kg: <https://kg.example/ontology#> .\nkg:a kg:b kg:c kg:d .\n")
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == (str(tmp_path / "kg.ttl"), 2)
    assert problem.column == "column 16"


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"kg\.ttl: the ontology cannot be read: No such file"):
        load(tmp_path)
    (tmp_path / "kg.ttl").write_bytes(b"# \xff\xfe")
    with pytest.raises(KnowledgeError, match="is not UTF-8"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kg:CrossingWork, schema:Bridge", "kg:Crosing, schema:Bridge", "Bridge subclass of Crosing, which is not"),
        ('"桥梁"@zh, "bridge"@en', '"桥梁"@zh', "Bridge has no label in the language en"),
        ('skos:definition "桥或大桥。"@zh, "A bridge."@en', 'skos:definition "A bridge."@en', "no definition in the"),
        ('kg:idPrefix "bridge"', 'kg:idPrefix "Brücke"', "Bridge kg:idPrefix 'Brücke' is not lower-case"),
        ('kg:idPrefix "bridge"', 'kg:idPrefix "claim"', "Bridge has the kg:idPrefix 'claim', which is taken"),
        ("rdfs:subClassOf kg:Site ;", "rdfs:subClassOf kg:School ;", "is a subclass of itself"),
        ("rdfs:domain kg:Link ;", "rdfs:domain kg:Lnk ;", "connects has the domain Lnk, which is not declared"),
        ("rdfs:range kg:Destination ;", "rdfs:range kg:Claim ;", "connects has the range Claim, which is no class of"),
        ("rdfs:range kg:Destination ;", "", "connects has 0 statements of its range"),
        ('kg:datatype "decimal" ;', 'kg:datatype "number" ;', "lengthKm kg:datatype 'number' is none of decimal, date"),
        ("rdfs:range kg:Unit ;", "rdfs:range kg:Agent ;", "adjacentTo is symmetric, so its domain and range must be"),
        ("owl:inverseOf kg:locatedIn", "owl:inverseOf kg:lies", "contains refers to the relation lies, which is not"),
        ("skos:inScheme kg:fields", "skos:inScheme kg:feilds", "transport is in no concept scheme"),
        ("skos:notation 1 ;", "", "transport has no skos:notation"),
        ("vann:preferredNamespaceUri", "vann:changes", "header does not state vann:preferredNamespaceUri"),
        ('kg:base "https', 'kg:bass "https', "does not state kg:base"),
    ],
)
def test_a_contradiction_is_refused(problems: Callable[[str, str], str], old: str, new: str, said: str) -> None:
    assert said in problems(old, new)


def test_a_fault_names_the_line_of_the_term(problems: Callable[[str, str], str]) -> None:
    text = (ontology_dir() / "kg.ttl").read_text(encoding="utf-8")
    line = text[: text.index("kg:Bridge a owl:Class")].count("\n") + 1
    assert problems('kg:idPrefix "bridge"', 'kg:idPrefix ""').startswith(f"DIR/kg.ttl:{line}: Bridge")


def test_every_fault_is_told_at_once(problems: Callable[[str, str], str]) -> None:
    said = problems('"桥梁"@zh, "bridge"@en ;\n    skos:definition "桥或大桥。"@zh, "A bridge."@en', '""')
    assert len(said.splitlines()) == 4
