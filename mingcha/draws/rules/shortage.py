"""Why no lawful team plan exists, in words a clerk understands (drawproof/1 section 6). Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 12


@dataclass(frozen=True)
class Shortage:
    """What blocks: `found` are label/value pairs; the names of the visited stay unsaid, since nobody may see
    the list before the teams are drawn."""

    sentence: str
    found: tuple[tuple[str, str], ...]
    remedy: str


def explain(
    certificate: Mapping[str, Any],
    *,
    names: Mapping[str, str],
    groups: Mapping[str, str],
    barred: Sequence[tuple[str, str]],
    reasons: Sequence[str],
) -> Shortage:
    """`names` by roster number, `groups` titles by code, `barred` pairs (visit, inspector), `reasons` against
    those who cannot be drawn today."""
    blocked = [place.split("/") for place in certificate["blocked"]]
    titles = "、".join(dict.fromkeys(groups.get(group, group) for _, group in blocked))
    found = [
        (
            "缺口",
            f"{titles}共需{certificate['demand']}人次，可派{certificate['supply']}人次，"
            f"差{certificate['missing']}人次",
        ),
        ("户次", _visits(blocked, groups)),
        ("人员", _people(certificate, names)),
        ("回避", _bars(blocked, barred)),
        ("不能匹配", _reasons(reasons)),
    ]
    return Shortage(
        sentence=f"抽中的户次配不齐检查组，差{certificate['missing']}人次，没有公告，也没有抽取人员。",
        found=tuple((label, value) for label, value in found if value),
        remedy="公告前可以：从其他股室补登有执法证的人员，或从其他单位抽调；更新过期的执法证，登记已合格的执法培训；"
        "登记具备所需资格的人员；"
        "按“退回修改检查组”，减少每组人数或放宽席位资格（不得少于法定人数），局领导定案后再公告。",
    )


def _visits(blocked: Sequence[Sequence[str]], groups: Mapping[str, str]) -> str:
    by_group: dict[str, list[str]] = {}
    for visit, group in blocked:
        by_group.setdefault(group, []).append(visit.lstrip("v").lstrip("0"))
    return "；".join(
        f"{groups.get(group, group)}：第{_listed(numbers)}户次" for group, numbers in by_group.items()
    )


def _people(certificate: Mapping[str, Any], names: Mapping[str, str]) -> str:
    limited = [f"{names.get(one, one)}（{count}户次）" for one, count in certificate["limited"].items()]
    full = [names.get(one, one) for one in certificate["full"]]
    parts = [f"能去的已全部算入：{_listed(limited)}" if limited else "没有人能去这些席位"]
    if full:
        parts.append(f"已排满：{_listed(full)}")
    return "；".join(parts)


def _bars(blocked: Sequence[Sequence[str]], barred: Sequence[tuple[str, str]]) -> str:
    visits = {visit for visit, _ in blocked}
    count = len({pair for pair in barred if pair[0] in visits})
    return f"这些户次上因利害关系回避{count}人次" if count else ""


def _reasons(reasons: Sequence[str]) -> str:
    # Reasons name a date each; what counts here is the kind, so digits and dashes are left out.
    kinds = Counter(
        "".join(c for c in reason if not c.isdigit() and c not in "-年月日") for reason in reasons
    )
    return "、".join(f"{kind}{count}人" for kind, count in kinds.most_common())


def _listed(parts: Sequence[str]) -> str:
    shown = "、".join(parts[:SHOWN])
    return shown if len(parts) <= SHOWN else f"{shown}等{len(parts)}"
