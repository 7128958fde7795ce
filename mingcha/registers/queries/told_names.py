"""Natural persons of the register whom words name that everybody will read."""

import re
from collections.abc import Iterator, Sequence
from uuid import UUID

from mingcha.common.errors import Refusal
from mingcha.common.sealing import fingerprint
from mingcha.intake.private import CLAUSE, require_no_numbers
from mingcha.registers.models import NATURAL_PERSON, Holder

# Names of two signs are left out: many are words, or places, and whoever writes one could not mend it.
SHORTEST, LONGEST = 3, 20
A_PART = 500


def require_nobody_told(office_id: UUID, told: Sequence[tuple[str, str]], *, title: str) -> None:
    """`Refusal` naming each place among (place, text) in which somebody's number stands, or the whole name of
    a natural person or sole trader of the register, as far as it has three signs."""
    # Obligation not-to-be-published of docs/law/obligations.yml.
    require_no_numbers(told, title=title)
    for place, text in told:
        if named := persons_named(office_id, text):
            raise Refusal(
                "names-a-person",
                f"{place}里有自然人或者个体工商户的名称：{'、'.join(named)}，公开后人人可见。",
                title=f"{title}：含个人信息",
                clause=CLAUSE,
                remedy="请改写，不写姓名，写“当事人”或者职务，例如“矿长”。",
            )


def persons_named(office_id: UUID, text: str) -> list[str]:
    """The whole names are sealed: each stretch of the text is looked up by its fingerprint."""
    prints = {fingerprint(part): part for part in _parts(text)}
    asked, named = list(prints), set[str]()
    for start in range(0, len(asked), A_PART):
        found = Holder.objects.filter(
            office=office_id, kind=NATURAL_PERSON, name_print__in=asked[start : start + A_PART]
        )
        named |= {prints[one] for one in found.values_list("name_print", flat=True)}
    return sorted(named)


def _parts(text: str) -> Iterator[str]:
    """
    >>> list(_parts("张得宝,张 三丰"))
    ['张得宝', '张三丰']
    """
    for run in re.findall(r"[\w·]+", "".join(text.split())):
        for start in range(len(run) - SHORTEST + 1):
            for end in range(start + SHORTEST, min(start + LONGEST, len(run)) + 1):
                yield run[start:end]
