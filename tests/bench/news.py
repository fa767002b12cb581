"""A corpus to measure with: articles about the Corps full of claims, and news that hold hardly any; of any length.

Both are put together by chance with a fixed seed, from sentences of the development articles and from the sentences
below with words of jieba's dictionary as frequent as they are in print, so that names of places, class words and
figures turn up as often as in news.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Document
from kg.text.split import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GOLD = Path(__file__).resolve().parents[1] / "gold"
SHARE = 0.1
"""How much of the corpus is about the Corps, by articles; the rest is other news."""

_PLACES = (
    "北京 上海 广州市 深圳市 杭州 成都市 武汉 南京市 西安市 沈阳 长沙市 昆明 合肥市 郑州 青岛市 兰州市 贵阳 海口市"
)
_FRAMES = """
{place}气象台发布消息，预计未来{n}天{word}将受冷空气影响，最高气温降至{n}摄氏度，请市民注意添衣保暖。
昨天下午，{place}举行的乒乓球公开赛女子单打决赛中，{n}岁的{word}选手以四比二战胜对手，夺得冠军。
国家统计局公布的数据显示，{year}年{n}月份居民消费价格同比上涨{n}.{n}%，其中{word}价格上涨{n}%。
“这里的{word}比去年多了不少。”从{place}来的游客说，“我们打算再住{n}天。”
记者在{place}一家超市看到，{word}柜台前排起长队，店员告诉记者，当天的销售额比平时增加了{n}成。
专家表示，{word}不仅关系到{word}，也影响着{word}的长远发展，应当引起社会各界的重视。
由{place}大学{word}研究所完成的这项研究发表在最新一期杂志上，论文分析了{n}万份样本中的{word}。
{year}年以来，{place}已有{n}家企业参加了{word}培训，{word}、{word}等课程受到欢迎。
影片讲述了一位{word}教师在{word}的岁月里与学生们的故事，将于{n}月{n}日在全国上映。
受{word}影响，国际油价{word}收盘上涨，纽约原油期货价格每桶上涨{n}美元，涨幅为{n}.{n}%。
交警提醒，{word}期间车流量大，请司机朋友保持车距，不要疲劳驾驶，遇到{word}时减速慢行。
{place}一名{n}岁的老人因{word}住院，医生说，{word}与{word}同时出现时应当尽快就诊。
中国队主教练在赛后发布会上说，球队的{word}还有提高的余地，下一场比赛要在{word}上多下功夫。
股市{word}低开高走，截至收盘，上证指数上涨{n}点，{word}板块领涨，成交额较前一日放大{n}%。
该{word}负责人介绍，他们用{n}个月时间完成了{word}，把{word}的误差控制在百分之{n}以内。
春天的{word}里，{word}开得正盛，孩子们放下书包，沿着{word}跑来跑去，笑声传得很远。
法院审理后认为，被告的行为构成{word}，判决其赔偿原告{n}万元，并承担本案的诉讼费用。
{place}博物馆新近展出了{n}件{word}，其中最早的一件距今已有{n}百多年。
"""


def articles(characters: int, share: float = SHARE, seed: int = 1) -> Iterator[Document]:
    """Yield articles of 400 to 1,600 code points until there are so many characters; the same on any run.

    Args:
        characters: How many code points to give.
        share: How many of the articles are about the Corps, between 0 and 1.
        seed: Seed of the chance.
    """
    chance = random.Random(seed)  # noqa: S311 -- no secret is made of it
    given = number = 0
    while given < characters:
        size = chance.randint(400, 1_600)
        # Spread evenly, so that any beginning of the corpus is like the whole of it.
        about = int((number + 1) * share) > int(number * share)
        text = _corps(chance, size) if about else _news(chance, size)
        yield Document(f"{number}.txt", text, published=f"20{10 + number % 14}-0{1 + number % 9}-15")
        given += len(text)
        number += 1


def _corps(chance: random.Random, size: int) -> str:
    """Return runs of sentences from development articles: what they refer to mostly stands in the same run."""
    stock, pieces, length = _gold(), list[str](), 0
    while length < size:
        article = chance.choice(stock)
        first = chance.randrange(len(article))
        pieces.append("".join(article[first : first + 4]))
        length += len(pieces[-1])
    return "\n".join(pieces)


def _news(chance: random.Random, size: int) -> str:
    words, weights = _dictionary()
    places, frames = _PLACES.split(), _FRAMES.split()
    pieces, length = list[str](), 0
    while length < size:
        frame = chance.choice(frames)
        while "{" in frame:
            before, _, rest = frame.partition("{")
            slot, _, after = rest.partition("}")
            if slot == "word":
                filled = "".join(chance.choices(words, cum_weights=weights, k=chance.randint(1, 3)))
            elif slot == "place":
                filled = chance.choice(places)
            else:
                filled = str(chance.randint(2001, 2024) if slot == "year" else chance.randint(1, 31))
            frame = before + filled + after
        pieces.append(frame if length and chance.random() < 0.7 else f"\n{frame}")
        length += len(frame)
    return "".join(pieces).strip()


@cache
def _gold() -> Sequence[Sequence[str]]:
    files = sorted([*GOLD.glob("*.txt"), *(GOLD / "dev").glob("*.txt")])
    texts = [file.read_text(encoding="utf-8") for file in files]
    return [[text[start:end] for start, end in sentences(text)] for text in texts]


@cache
def _dictionary() -> tuple[Sequence[str], Sequence[int]]:
    """Return the commoner words of jieba's dictionary but for names of persons, and their frequencies added up."""
    import jieba

    words, weights = list[str](), list[int]()
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if int(frequency) >= 20 and not tag.startswith(("nr", "eng")):
            words.append(word)
            weights.append(int(frequency))
    return words, list(accumulate(weights))
