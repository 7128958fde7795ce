"""Why no lawful team plan exists, in words a clerk understands (drawproof/1 section 6). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shortage:
    """What is short: `found` are label/value pairs. It is said in the hall, before the teams are drawn, when
    nobody may know the list: which visits are short, who could go there and how many are barred stay
    unsaid."""

    sentence: str
    found: tuple[tuple[str, str], ...]
    remedy: str


def explain(certificate: Mapping[str, Any], groups: Mapping[str, str]) -> Shortage:
    """`groups` are titles by code."""
    blocked = dict.fromkeys(place.split("/")[1] for place in certificate["blocked"])
    titles = "、".join(groups.get(group, group) for group in blocked)
    return Shortage(
        sentence=f"抽中的户次配不齐检查组，差{certificate['missing']}人次，没有公告，也没有抽取人员。",
        found=(("缺口", f"{titles}差{certificate['missing']}人次"),),
        remedy="公告前可以：从其他股室补登有执法证的人员，或从其他单位抽调；更新过期的执法证，登记已合格的执法培训；"
        "登记具备所需资格的人员；"
        "按“退回修改检查组”，减少每组人数或放宽席位资格（不得少于法定人数），局领导定案后再公告。"
        "谁今天不能参加匹配、缺什么，用自己的电脑看“执法检查人员名录库”，不投大屏。",
    )
