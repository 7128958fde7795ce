"""What is different from the attempt before (drawproof/1 section 4.5: the next attempt has the same files and
rule; each difference is named). Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingcha.draws.rules.committed import BARS, CONFLICTS, ROSTER, STRATA, Group, groups_of
from mingcha.draws.rules.words import group_title
from mingcha.registers.rules.qualifications import tag_words

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
VISITS = "visits.csv"
RULE = "抽取规则"
MOST_NAMED = 200


@dataclass(frozen=True)
class Compared:
    """An attempt beside the one before: `found` are phrases. `is_partial` while lists of the drawn alone,
    which may be different too, are not yet public: then nothing is said to be the same."""

    before: int
    found: tuple[str, ...]
    is_partial: bool


def differences(
    now: Mapping[str, bytes],
    before: Mapping[str, bytes],
    *,
    rules: tuple[Mapping[str, Any], Mapping[str, Any]],
    titles: Mapping[str, str],
    is_public: bool,
    is_named: bool,
) -> list[str]:
    """A phrase for each committed list, and for the rule, that is not as it was; none where all are equal.
    Rows are counted; of lists that are public (`is_named`) each one is named. Until who was drawn
    `is_public`, lists of the drawn alone are left out. How many go to each visit, and what is asked of them,
    tells nothing of who was drawn."""
    found = [_counted(name, now.get(name, b""), before.get(name, b""), is_named=is_named) for name in COUNTED]
    found += _teams(_groups(now), _groups(before), titles)
    named = NAMED | OF_THE_DRAWN if is_public else NAMED
    found += [f"{word}有改动" for name, word in named.items() if now.get(name, b"") != before.get(name, b"")]
    found += [f"{RULE}有改动"] if rules[0] != rules[1] else []
    return [phrase for phrase in found if phrase]


def _groups(files: Mapping[str, bytes]) -> dict[str, Group]:
    return {group.code: group for group in groups_of(files[VISITS])} if VISITS in files else {}


def _teams(now: Mapping[str, Group], before: Mapping[str, Group], titles: Mapping[str, str]) -> Iterator[str]:
    """`每户次组员由1名改为2名`, `组长的资格由不限改为可任组长`."""
    for code in [*now, *sorted(before.keys() - now.keys())]:
        one, other, title = now.get(code), before.get(code), group_title(code, titles)
        count, former = one.count if one else 0, other.count if other else 0
        if count != former:
            yield f"每户次{title}由{former}名改为{count}名"
        if one and other and one.requires != other.requires:
            asked, before_asked = (tag_words(group.requires) or "不限" for group in (one, other))
            yield f"{title}的资格由{before_asked}改为{asked}"


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
