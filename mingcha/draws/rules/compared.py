"""What is different from the attempt before (drawproof/1 section 4.5: the next attempt has the same files and
rule; each difference is named). Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mingcha.draws.rules.committed import BARS, CONFLICTS, ROSTER, STRATA

# Lists whose first column is the key; how many rows changed tells nothing of who is drawn.
COUNTED = {
    "frame.csv": ("列入的对象", "个", "换层"),
    "excluded.csv": ("未列入的对象", "个", "换原因"),
    "inspectors.csv": ("参加匹配的人员", "名", "资格变动"),
}
# Lists of which only is said that they changed.
NAMED = {CONFLICTS: "利害关系登记", ROSTER: "检查人员名录", STRATA: "各层的含义"}
# Lists of the drawn alone: that one changed tells who may not visit whom, and waits for the disclosure.
OF_THE_DRAWN = {
    "visits.csv": "户次和席位",
    "barred.csv": "回避",
    "clusters.csv": "户次的组成",
    "withdrawn.csv": "退出的对象",
    BARS: "回避的依据",
}
RULE = "抽取规则"
MOST_NAMED = 200


def differences(
    now: Mapping[str, bytes],
    before: Mapping[str, bytes],
    *,
    rules: tuple[Mapping[str, Any], Mapping[str, Any]],
    is_public: bool,
) -> list[str]:
    """A phrase for each committed list, and for the rule, that is not as it was; none where all are equal.
    Once the draw `is_public` its lists are, and each row that is different is named; until then rows are
    counted, and lists of the drawn alone are left out."""
    found = [
        _counted(name, now.get(name, b""), before.get(name, b""), is_named=is_public) for name in COUNTED
    ]
    named = NAMED | OF_THE_DRAWN if is_public else NAMED
    found += [f"{word}有改动" for name, word in named.items() if now.get(name, b"") != before.get(name, b"")]
    found += [f"{RULE}有改动"] if rules[0] != rules[1] else []
    return [phrase for phrase in found if phrase]


def _counted(name: str, now: bytes, before: bytes, *, is_named: bool) -> str:
    """`列入的对象增加2个、减少1个、换层1个`; empty where the list is the same."""
    if now == before:
        return ""
    word, measure, moved = COUNTED[name]
    one, other = _rows(now), _rows(before)
    rows = (
        ("增加", one.keys() - other.keys()),
        ("减少", other.keys() - one.keys()),
        (moved, {key for key in one.keys() & other.keys() if one[key] != other[key]}),
    )
    return word + "、".join(
        f"{verb}{len(keys)}{measure}{_names(keys) if is_named else ''}" for verb, keys in rows if keys
    )


def _names(keys: Collection[bytes]) -> str:
    """
    >>> _names({b"b", b"a"})
    '（a、b）'
    """
    named = "、".join(key.decode() for key in sorted(keys)[:MOST_NAMED])
    return f"（{named}{'等，逐个见两次的抽取文件' if len(keys) > MOST_NAMED else ''}）"


def _rows(content: bytes) -> dict[bytes, bytes]:
    return dict(_split(content))


def _split(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    for line in content.splitlines()[1:]:
        key, _, rest = line.partition(b",")
        yield key, rest
