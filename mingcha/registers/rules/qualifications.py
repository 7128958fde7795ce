"""Qualifications: the words offices use and the tags that the assignment compares (drawproof/1, section
2)."""

from collections.abc import Iterable

from mingcha.registers.rules.staff import PARTNER_TITLES

LEAD, EXPERT, OWN = "lead", "expert", "dept:land"

# What the register's tags mean on the screen; a tag that is not listed is shown as it is.
TAG_TITLES = {
    "lead": "可任组长",
    "expert": "专家",
    OWN: "本局人员",
    **{tag: f"{title}人员" for tag, title in PARTNER_TITLES.items()},
    "qual:mining": "矿产",
    "qual:survey": "测绘",
    "qual:hazard": "地质灾害",
    "qual:geology": "地质勘查",
    "qual:land": "土地",
    "qual:planning": "规划",
    "qual:law": "法律",
    "qual:restoration": "生态修复",
    "qual:title": "不动产",
    "qual:safety": "安全",
    "qual:finance": "财务",
}

# A word that contains the key means the tag. The first table that fits a part of the word wins; several may
# fit.
QUALIFICATION_TAGS: dict[str, str] = {
    "矿": "qual:mining",
    "测绘": "qual:survey",
    "地质灾害": "qual:hazard",
    "地灾": "qual:hazard",
    "地质勘查": "qual:geology",
    "土地": "qual:land",
    "用地": "qual:land",
    "规划": "qual:planning",
    "法制": "qual:law",
    "法律": "qual:law",
    "法学": "qual:law",
    "生态修复": "qual:restoration",
    "不动产": "qual:title",
    "安全": "qual:safety",
    "财务": "qual:finance",
    "会计": "qual:finance",
}


def qualification_tags(words: Iterable[str]) -> tuple[str, ...]:
    """The tags of the office's own words, ascending; a word that no key fits gives none."""
    found = {tag for word in words for key, tag in QUALIFICATION_TAGS.items() if key in word}
    return tuple(sorted(found))


def tag_words(tags: Iterable[str]) -> str:
    """Tags as the screen shows them."""
    return "、".join(TAG_TITLES.get(tag, tag) for tag in sorted(tags))


def inspector_tags(
    *, department: str, words: Iterable[str], can_lead: bool, is_expert: bool
) -> tuple[str, ...]:
    """Everything the assignment may ask of an inspector, strictly ascending."""
    marks = {mark for mark, held in ((LEAD, can_lead), (EXPERT, is_expert)) if held}
    return tuple(sorted({department, *qualification_tags(words), *marks}))
