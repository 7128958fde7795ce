"""Whether a list of past visits means this office by the body that it names. What counts towards the annual
cap is what one body did (国办发〔2024〕54号), so that another spelling must not count for nothing. Pure."""

import re
import unicodedata
from difflib import SequenceMatcher

OWN, NEAR, ANOTHER = "own", "near", "another"
OWN_WORDS = frozenset(("本局", "我局", "本机关", "本单位", "我单位", "本部门", "本机构", "本行政机关"))
REGION = re.compile(r"(?:[^省市县区旗]{0,8}[省市县区旗])+")
TAIL = re.compile(r"(?:管理局|局|厅|委员会|办公室)$")
BRACKETED = re.compile(r"\([^()]*\)")
LIKE = 0.35
"""From here on two names ask: 自然资源局 and 国土资源局 are like 自然资源和规划局, 应急管理局 is not."""


def meant_by(body: str, office: str) -> str:
    """`OWN`, `ANOTHER`, or `NEAR` for what somebody must decide: a former name, a unit of the office, a slip.

    >>> office = "阜平县自然资源和规划局"
    >>> [meant_by(body, office) for body in ("本局", "阜平县自然资源局", "保定市自然资源和规划局")]
    ['own', 'near', 'another']
    """
    said, own = _plain(body), _plain(office)
    if said in OWN_WORDS or said == own:
        return OWN
    said, own = BRACKETED.sub("", said), BRACKETED.sub("", own)
    if said in own or own in said:
        return NEAR
    (region, rest), (own_region, own_rest) = _parted(said), _parted(own)
    if region and own_region and not (region.endswith(own_region) or own_region.endswith(region)):
        return ANOTHER
    return NEAR if SequenceMatcher(None, rest, own_rest).ratio() >= LIKE else ANOTHER


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _parted(name: str) -> tuple[str, str]:
    """Where the body is, and what it is for."""
    found = REGION.match(name)
    region = found[0] if found else ""
    return region, TAIL.sub("", name[len(region) :])
