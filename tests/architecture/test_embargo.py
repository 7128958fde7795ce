"""Before disclosure no page of staff tells the drawn from the undrawn to whom has not looked: two runs of one
office that differ only in their secrets, and so in who was drawn and who goes, answer alike at every address
for every role, but for digests, keys of rows and tokens."""

import io
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingcha.accounts.models import Person
from mingcha.accounts.rules import AUDITOR
from mingcha.draws.models import SELECTION, Draw, Sitting
from mingcha.draws.queries.attempts import final_draw
from mingcha.draws.queries.results import drawn_rows
from mingcha.draws.services.changes import leave_own_seat, propose_own_withdrawal
from mingcha.draws.tests.changing import account_of, assignment_of, gone, interest, member, seats, units_of
from mingcha.draws.tests.county import Ceremony, Clock, County
from mingcha.inspections.models import FollowUp, Inspection
from mingcha.inspections.states import WAITING
from mingcha.plans.models import ON_THE_SPOT, Campaign
from mingcha.registers.models import Inspector, Target
from tests.architecture.test_equal_public_bytes import unified
from tests.architecture.test_scope_matrix import Address, addresses, clients
from tests.architecture.worlds import World, frozen_clock, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.long]
NOBODY = "00000000-0000-4000-8000-000000000000"
EACH: dict[str, Any] = {"target": Target, "inspector": Inspector}
# The size of the disk; and what nobody of the two runs decides: signatures of the log.
OF_THE_MACHINE = {"recorder"}
# A list that is searched: it is searched too, and exported as found.
SEARCHED = b'name="q"'
# Who looked at own visits, and at how many, the auditor is told (docs/decisions/0016).
WHO_LOOKED = re.compile(
    '(scope="row"|查看未公开名单</td><td data-l="办理人")>检查员[0-9]+<(.*?本人户次.*?</tr>)?'.encode()
)
# Of a campaign whose names were read out in the hall, the day before.
READ_ALL = "?step=teams&read=9999"
SIGNED = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")


def places(world: World, *, each: bool) -> list[tuple[str, str]]:
    """(name, path) of every address that is only read; with `each` of every target and person there is."""
    found = []
    for address in addresses():
        if address.is_post or address.name in OF_THE_MACHINE:
            continue
        for things in _objects(world, address, each=each):
            path = reverse(address.name, kwargs=things)
            found.append((address.name, path))
    return found


def _objects(world: World, address: Address, *, each: bool) -> list[dict[str, Any]]:
    word = address.objects.get("pk", "")
    if each and word in EACH and len(address.objects) == 1:
        rows = EACH[word]._default_manager.filter(office=world.bureau.office)
        order = "code" if word == "target" else "roster_no"
        return [{"pk": row.pk} for row in rows.order_by(order)]
    return [{key: world.things[word] for key, word in address.objects.items()}]


def answers(clock: Clock, folder: Path, *, each: bool) -> tuple[list[Any], frozenset[str]]:
    """What each role was answered in one whole run, taken back; and who was drawn."""
    began, seen = clock.now, []
    folder.mkdir()
    with transaction.atomic():
        world = make_world("fuping", "阜平试", clock, folder)
        Campaign.objects.filter(pk=world.things["campaign"]).update(showing=ON_THE_SPOT)
        members_at_work(world, clock)
        clock.advance(days=1)
        not_noticed()
        # What a party says it says to the discipline people by its name.
        world.things["feedback"] = NOBODY
        for role, client in clients(world).items():
            for name, path in places(world, each=each):
                status, body = read(client, path)
                body = WHO_LOOKED.sub(b"<who looked>", body) if role == AUDITOR else body
                seen.append((role, name, keyless(path), status, body))
                if name == "sitting":
                    seen.append((role, name, READ_ALL, *read(client, path + READ_ALL)))
                if SEARCHED in body:
                    wanted = f"{path}?q={world.bureau.office.name[:2]}"
                    seen += [
                        (role, name, keyless(full), *read(client, full))
                        for full in (wanted, f"{wanted}&export=1")
                    ]
        selection = final_draw(world.things["campaign"], SELECTION)
        drawn = frozenset(row.unit.code for row in drawn_rows(selection)) if selection else frozenset()
        transaction.set_rollback(True)
    clock.now = began
    return seen, drawn


def members_at_work(world: World, clock: Clock) -> None:
    """Everybody of the register has an account. One who was drawn looks at the own visits, says that a unit
    of one is gone, and leaves a seat. Which visits are one's own is their member's alone to know: of those
    who ask here nobody is one."""
    office = world.bureau.office
    people = Person.objects.filter(pk__in=[one.pk for one in world.bureau.people.values()])
    Inspector.objects.filter(office=office, person__in=people).update(person=None)
    world.things["own_visit"] = "v999"
    campaign = Campaign.objects.get(pk=world.things["campaign"])
    sitting = Sitting.objects.get(pk=world.things["sitting"])
    ceremony = Ceremony(County(world.bureau, campaign), clock, sitting)
    for inspector in Inspector.objects.filter(office=office, roster_no__startswith="J").order_by("roster_no"):
        account_of(ceremony, inspector.roster_no)
    draw, seat = assignment_of(ceremony), seats(ceremony)[-1]
    who = member(ceremony, seat)
    unit = units_of(ceremony, seat.visit)[0]
    propose_own_withdrawal(actor=who, draw=draw, visit=seat.visit, unit=unit, gone=gone())
    leave_own_seat(actor=who, draw=draw, visit=seat.visit, interest=interest())


def keyless(path: str) -> str:
    """The path as it is the same in both runs."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<key>", path)


def not_noticed() -> None:
    """What a notice opens is open: here no visit has come so far."""
    FollowUp.objects.all().delete()
    plain = {"state": WAITING, "method": "", "planned_on": None, "planned_at": None, "noticed_at": None}
    Inspection.objects.update(day_reason="", **plain)


def read(client: Client, path: str) -> tuple[int, bytes]:
    answer: Any = client.get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = unified(_cells(content) if content.startswith(b"PK") else content)
    return answer.status_code, SIGNED.sub(b"<signature>", body)


def _cells(book: bytes) -> bytes:
    """What a workbook says, without when it was made."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        names = [name for name in sorted(parts.namelist()) if not name.startswith("docProps/")]
        return b"".join(parts.read(name) for name in names)


@pytest.mark.parametrize("each", [False, pytest.param(True, marks=pytest.mark.full)])
def test_no_page_tells_who_was_drawn_to_whom_has_not_looked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, each: bool
) -> None:
    def patch(clock: Clock) -> None:
        monkeypatch.setattr(timezone, "now", clock)
        monkeypatch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))

    clock = frozen_clock(patch)
    one, one_drawn = answers(clock, tmp_path / "one", each=each)
    two, two_drawn = answers(clock, tmp_path / "two", each=each)
    assert one_drawn != two_drawn
    assert not Draw.objects.exists()
    told = [(a[0], a[1], a[2], first_difference(a[4], b[4])) for a, b in zip(one, two, strict=True) if a != b]
    assert told == []


def first_difference(one: bytes, two: bytes) -> str:
    place = next(
        (at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    start = max(place - 120, 0)
    parts = (part[start : place + 120].decode("utf-8", "replace") for part in (one, two))
    return " ≠ ".join(parts)
