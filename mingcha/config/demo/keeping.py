"""Who keeps the registers and the list in the demo, and a change of a local document that is about to come.

The document is made up; its change sets a deadline that may fall into a year whose holidays are not known."""

import datetime

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.law.rules import NORMATIVE
from mingcha.law.services import TextFacts, enter_text, revise_text
from mingcha.upkeep.services import assign_upkeep

KEEPERS = {"targets": "enforcement1", "inspectors": "legal", "items": "enforcement2"}
DOCUMENT = "阜平县矿山地质环境治理监督检查办法（演示）"
ISSUER = "阜平县自然资源和规划局"
AHEAD = datetime.timedelta(weeks=2)


def keep_current(office: Office, *, legal: Actor, leader: Actor, today: datetime.date) -> None:
    """One person keeps each of the three; the made-up document is revised from a day two weeks ahead."""
    for kind, username in KEEPERS.items():
        person = office.people.get(username=username)
        assign_upkeep(actor=leader, kind=kind, section=person.section, person=person, reason="局务会议分工")
    first = TextFacts(
        level=NORMATIVE,
        change="制定",
        in_force_from=datetime.date(2023, 5, 1),
        issued_by=ISSUER,
        document_no="阜自然发〔2023〕8号",
        confidence="S",
        note="虚构，仅供演示",
    )
    text = enter_text(actor=legal, title=DOCUMENT, facts=first, reason="登记本局文件")
    later = TextFacts(
        level=NORMATIVE,
        change="修订",
        in_force_from=today + AHEAD,
        made_on=today,
        issued_by=ISSUER,
        document_no=f"阜自然发〔{today.year}〕15号",
        confidence="S",
        note="虚构，仅供演示",
    )
    revise_text(actor=legal, text=text, facts=later, reason="本局修订后重新印发")
