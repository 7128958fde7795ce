"""What settings must be to be a campaign at all, before the arbiter looks at them. Pure."""

import re
from collections.abc import Iterable, Sequence

from mingcha.plans.rules.counting import Layer
from mingcha.plans.rules.findings import Seats

# An id of drawproof/1 section 2, as short as the column that keeps it.
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:#-]{0,46}")
NUMBER_LENGTH = 32
NINE_DIGITS = 10**9
LEAD, MEMBER = "lead", "member"
GROUP_TITLES = {LEAD: "组长", MEMBER: "组员"}
SEATS_AT_MOST = 99


def number_problem(number: str) -> str:
    """Why this cannot be a campaign's number; empty when it can."""
    if IDENTIFIER.fullmatch(number) and len(number) <= NUMBER_LENGTH:
        return ""
    return f"任务编号用字母、数字和“. _ : # -”，以字母或数字开头，不超过{NUMBER_LENGTH}位，例如2026-01。"


def settings_problem(layers: Sequence[Layer], seats: Sequence[Seats]) -> str:
    """Why these layers and seats cannot be announced by drawproof/1; empty when they can."""
    tags = {tag for group in seats for tag in group.requires}
    wants = (
        (bool(layers) and _once(layer.code for layer in layers), "每个抽取层应有一个比例，层的编号不重复。"),
        (all(1 <= layer.at_least < NINE_DIGITS for layer in layers), "至少抽取数应是1以上的整数。"),
        (all(0 <= layer.reserve < NINE_DIGITS for layer in layers), "递补数应是0以上的整数。"),
        (bool(seats) and _once(group.code for group in seats), "检查组应有席位，席位的编号不重复。"),
        (all(1 <= group.count <= SEATS_AT_MOST for group in seats), f"每种席位应为1至{SEATS_AT_MOST}名。"),
        (
            all(IDENTIFIER.fullmatch(tag) for tag in tags),
            "席位的资格标签应是名录库中的标签，例如qual:mining。",
        ),
    )
    return next((sentence for holds, sentence in wants if not holds), "")


def _once(codes: Iterable[str]) -> bool:
    listed = list(codes)
    return len(set(listed)) == len(listed)
