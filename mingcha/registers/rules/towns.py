"""Towns: read from an address when no column names them, and laid out as tiles. Pure."""

import re

# 阜平县, one cell a town, roughly where it lies (row, column); not a map of borders.
TILE_ROWS: tuple[tuple[str, ...], ...] = (
    ("", "吴王口乡", "史家寨乡", "砂窝镇", "大台乡"),
    ("龙泉关镇", "天生桥镇", "阜平镇", "王林口镇", "台峪乡"),
    ("", "夏庄乡", "城南庄镇", "北果园镇", "平阳镇"),
)
KNOWN_TOWNS = tuple(sorted(town for row in TILE_ROWS for town in row if town))
OTHER_TOWN = re.compile(r"(?:^|[省市县区州])([^\W\d省市县区州]{2,6}?(?:镇|乡(?!村|间|道)|街道))")
_KNOWN = re.compile("|".join(KNOWN_TOWNS))


def town_in(*places: str) -> str:
    """The first town that a place names: one of ours, else whatever ends in 镇, 乡 or 街道; "" when none
    does.

    >>> town_in("河北省保定市阜平县阜平镇溪禾街1号")
    '阜平镇'
    """
    for place in places:
        if found := _KNOWN.search(place):
            return found[0]
    for place in places:
        if found := OTHER_TOWN.search(place):
            return found[1]
    return ""
