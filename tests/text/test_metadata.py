"""What pages say of themselves."""

from __future__ import annotations

import pytest

from kg.text import metadata
from kg.text.metadata import date_in_address, iso_date

STORY = "第六师与奇台县共同修建的公路建成通车，沿线群众出行方便了，瓜果也卖得更远了，大家都说这条路修得好。"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布时间:2024-06-18 09:12  来源:网络转载  编辑:admin", "2024-06-18"),
        ("發(fā)佈時間:2024-06-18 09:12", "2024-06-18"),
        ("TUhjnbcbe - 2022/10/25 4:14:00", "2022-10-25"),
        ("发表于 2021-5-3 10:22", "2021-05-03"),
        ("日期：2021年5月3日", "2021-05-03"),
        ("时间：2021年5月", "2021-05"),
        ("开工时间：2021年5月", None),
        ("该时间表发布于2021年。", None),
        ("《塔城报》2021年5月3日讯 近日，大桥通车。", "2021-05-03"),
        ("2021-05-03 10:22 来源：某报 字号：大", "2021-05-03"),
        ("2021-05-03 10:22", "2021-05-03"),
        ("（2021年5月更新）", "2021-05"),
        ("2021年第5期", "2021"),
        ("双河日报　2021-05-03", "2021-05-03"),
        ("2021-05-03　某某观察", "2021-05-03"),
        ("【本报某地讯】2021年5月3日　大桥通车。", "2021-05-03"),
        ("本报某地2021年5月3日电", "2021-05-03"),
        ("（某某局汇编，2021年5月）", "2021-05"),
        ("某某公路 2021-05-03 通车", None),
        ("2021年5月3日起执行", None),
    ],
)
def test_the_date_of_the_page(line: str, published: str | None) -> None:
    assert metadata(f"标题\n{line}\n{STORY}").published == published


def test_the_publisher_of_the_page() -> None:
    assert metadata(f"{STORY}\n来源:团炬客户端\n编辑:刘芳").publisher == "团炬客户端"
    assert metadata(f"发布时间:2024-06-18 来源:兵团日报 编辑:甲\n{STORY}").publisher == "兵团日报"
    assert metadata(f"来源:网络转载\n{STORY}").publisher is None


def test_the_headline_is_the_first_line_that_is_no_furniture() -> None:
    assert metadata(f"首页 » 新闻 » 要闻\n01\n一条公路拉近两座城\n{STORY}").title == "一条公路拉近两座城"
    assert metadata(STORY).title == ""
    assert metadata("").title == ""


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("http://a.example/2022/10-25/1.html", "2022-10-25"),
        ("http://a.example/a/20190527/7447319_0.shtml", "2019-05-27"),
        ("http://a.example/202210/t20221025_5.html", "2022-10"),
        ("http://a.example/12022102599.html", None),
        ("", None),
    ],
)
def test_the_date_in_an_address(url: str, date: str | None) -> None:
    assert date_in_address(url) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022/10/25", "2022-10-25"),
        ("2022年10月", "2022-10"),
        ("2022-10-25T08:00:00Z", "2022-10-25"),
        ("2022", "2022"),
        ("20221025", "2022-10-25"),
        ("2022-13-01", "2022"),
        ("2023-02-30", "2023-02"),
        ("", None),
        ("昨天", None),
        ("12:30", None),
    ],
)
def test_a_date_in_figures(text: str, date: str | None) -> None:
    assert iso_date(text) == date
