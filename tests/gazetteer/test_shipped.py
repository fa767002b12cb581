"""The shipped seeds: how many there are, and that they hold together."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg import ontology
from kg.gazetteer import Gazetteer, LinkContext, link
from kg.gazetteer.compile.__main__ import checksums
from kg.gazetteer.records import KINDS
from kg.gazetteer.seeds import COLUMNS, checksums_hold, read_seeds
from kg.resources import seeds_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.gazetteer.seeds import Seed

SEEDS = seeds_dir() / "gazetteer"
FILES = sorted(file for file in SEEDS.glob("*.csv") if file.name != "overrides.csv")
XINJIANG = "unit/650000"


def _inside(gazetteer: Gazetteer, kind: str) -> Iterator[Seed]:
    """Yield the rows of a class that lie in Xinjiang."""
    for identifier in gazetteer.ids():
        seed = gazetteer.seed(identifier)
        if seed.type == kind and XINJIANG in gazetteer.chain(identifier):
            yield seed


def test_every_row_passes_the_checks_that_a_user_row_must_pass() -> None:
    classes = frozenset(ontology.load().classes) | {"Country"}
    rows = read_seeds(FILES, frozenset(KINDS), types=classes)
    assert len({seed.id for seed in rows}) == len(rows)


def test_no_id_stands_in_two_files() -> None:
    found = Counter(seed.id for file in FILES for seed in read_seeds([file], frozenset(KINDS), frozenset([file])))
    assert [identifier for identifier, times in found.items() if times > 1] == []


def test_the_checksums_are_those_of_the_files() -> None:
    assert checksums_hold(SEEDS)
    assert (SEEDS / "SHA256SUMS").read_bytes() == checksums(SEEDS)


def test_corps_divisions_and_regiments(shipped: Gazetteer) -> None:
    kinds = Counter(shipped.seed(identifier).type for identifier in shipped.ids())
    assert kinds["Corps"] == 1
    assert kinds["Division"] == 14
    current = [seed for seed in _inside(shipped, "Regiment") if not seed.note.startswith("former")]
    assert len(current) >= 150
    assert kinds["Regiment"] - len(current) >= 12


def test_units_of_xinjiang(shipped: Gazetteer) -> None:
    counties = list(_inside(shipped, "County"))
    assert len(list(_inside(shipped, "Prefecture"))) == 14
    assert len(counties) == 112
    assert len([seed for seed in counties if seed.gb2260.startswith("6590")]) == 13
    assert len(list(_inside(shipped, "Township"))) >= 1190
    assert len(list(_inside(shipped, "Village"))) >= 14_000


def test_units_of_china(shipped: Gazetteer) -> None:
    kinds = Counter(shipped.seed(identifier).type for identifier in shipped.ids())
    assert kinds["Country"] == 1
    assert kinds["Region"] == 34
    assert kinds["Prefecture"] == 333
    assert kinds["County"] >= 2800


def test_natural_features_and_works(shipped: Gazetteer) -> None:
    kinds = Counter(shipped.seed(identifier).type for identifier in shipped.ids())
    least = {
        "River": 50, "Lake": 15, "Desert": 4, "Mountain": 35, "Airport": 25, "Railway": 15, "Road": 40, "School": 30,
        "Hospital": 12, "Enterprise": 25, "Facility": 16, "Waterway": 15, "Zone": 20,
    }  # fmt: skip
    assert {kind: kinds[kind] for kind in least if kinds[kind] < least[kind]} == {}


def test_every_chain_ends_at_the_country(shipped: Gazetteer) -> None:
    ends = {(shipped.chain(identifier) or (identifier,))[-1] for identifier in shipped.ids()}
    assert ends == {"country/cn"}


def test_every_regiment_belongs_to_a_division_and_every_division_to_the_corps(shipped: Gazetteer) -> None:
    divisions = {identifier for identifier in shipped.ids() if shipped.seed(identifier).type == "Division"}
    owners = {shipped.seed(identifier).member_of for identifier in divisions}
    assert owners == {"corps/xpcc"}
    assert {seed.member_of for seed in _inside(shipped, "Regiment")} <= divisions
    assert "regiment/37" in shipped.members("division/2")
    assert shipped.members("corps/xpcc")[:2] == ("division/1", "division/10")


def test_unity_is_told_from_both_sides(shipped: Gazetteer) -> None:
    for identifier in shipped.ids():
        partner = shipped.seed(identifier).unified
        if partner and identifier != "unit/659013":  # the second city of its division
            assert shipped.seed(partner).unified == identifier


def test_every_former_name_resolves_at_its_date(shipped: Gazetteer) -> None:
    wrong = []
    for identifier in shipped.ids():
        if "former:" not in shipped.seed(identifier).aliases:
            continue
        for name in shipped.entries[identifier].names:
            if name.kind != "former" or not name.valid_to:
                continue
            date = str(int(name.valid_to[:4]) - 1)
            context = LinkContext(date=date, near=shipped.chain(identifier)[:1])
            linked = link(shipped, name.surface, context).linked
            if linked is None or linked.id != identifier:
                wrong.append((name.surface, date))
    assert wrong == []


def test_ids_begin_as_the_ontology_says(shipped: Gazetteer) -> None:
    classes = ontology.load().classes
    for identifier in shipped.ids():
        kind = shipped.seed(identifier).type
        if kind != "Country":
            assert identifier.startswith(classes[kind].id_prefix + "/"), identifier


def test_every_entry_has_a_source_an_english_label_and_pinyin(shipped: Gazetteer) -> None:
    for identifier in shipped.ids():
        seed = shipped.seed(identifier)
        assert seed.source, identifier
        assert seed.en, identifier
        assert seed.pinyin, identifier


def test_labels_and_identifiers_of_an_entry(shipped: Gazetteer) -> None:
    entry = shipped.entries["unit/650100"]
    assert entry.labels == (("en", "Ürümqi"), ("zh", "乌鲁木齐市"))
    assert entry.pinyin == "wu lu mu qi shi"
    assert entry.initials == "wlmqs"
    assert entry.identifiers == (("gb2260", "650100"), ("geonames", "1529101"), ("wikidata", "Q16959"))
    assert shipped.entries["unit/654002"].former_codes == (("652401", "", "1984"), ("654101", "", "2001"))
    assert shipped.entries["unit/659013"].valid_from == "2026-04"
    assert shipped.entries["regiment/101"].label == "一〇一团"
    assert dict(shipped.entries["regiment/223"].labels)["en"] == "223rd Regiment"
    assert shipped.entries["unit/652327"].lat is not None


def test_the_entity_of_an_entry(shipped: Gazetteer) -> None:
    entity = shipped.entity("unit/652800")
    assert entity.label == "巴音郭楞蒙古自治州"
    assert entity.aliases == ("巴州", "巴音郭楞")
    assert shipped.entity("division/6").aliases[:2] == ("6师", "6师五家渠市")


def test_the_readme_counts_the_rows_and_names_the_columns() -> None:
    text = (SEEDS / "README.md").read_text(encoding="utf-8")
    told = {name: int(count.replace(",", "")) for name, count in re.findall(r"\| `(\w+\.csv)` \| ([\d,]+) \|", text)}
    held = {file.name: len(read_seeds([file], frozenset(KINDS), frozenset([file]))) for file in FILES}
    assert told == held | {"overrides.csv": 0}
    assert [column for column in COLUMNS if f"`{column}`" not in text] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []
