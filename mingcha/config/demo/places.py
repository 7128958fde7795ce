"""Where things lie: the county's thirteen towns, and villages that are not on any map."""

from mingcha.config.demo.chooser import Chooser

TOWNS: dict[str, int] = {
    "阜平镇": 16,
    "龙泉关镇": 5,
    "平阳镇": 12,
    "城南庄镇": 11,
    "天生桥镇": 6,
    "王林口镇": 10,
    "台峪乡": 6,
    "大台乡": 7,
    "史家寨乡": 5,
    "砂窝镇": 7,
    "吴王口乡": 4,
    "夏庄乡": 4,
    "北果园镇": 7,
}
"""Each with its share of the county's targets."""

FIRST = "青白红黄东西南北上下大小云月槐柳榆枣梨杏"
SECOND = ("岭", "沟", "庄", "峪", "泉", "台", "洼", "铺", "滩", "坡")


def town(chooser: Chooser, *question: object) -> str:
    return chooser.weighted(TOWNS, "town", *question)


def village(chooser: Chooser, *question: object) -> str:
    """An invented village; the sign 拟 says so wherever it is printed."""
    first = chooser.one_of(FIRST, "village", *question)
    return f"拟{first}{chooser.one_of(SECOND, 'village-end', *question)}村"
