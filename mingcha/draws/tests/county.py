"""The world of every test about draws: a bureau with a small register, a settled campaign, and a sitting that
can be walked through step by step on a clock of its own."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, LEADER, LEGAL, WITNESS
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Sitting
from mingcha.draws.queries.attempts import current_draw, open_annulment, throw_states
from mingcha.draws.services import (
    Terms,
    announce_assignment,
    announce_draw,
    confirm_annulment,
    disclose_draw,
    enter_throw,
    freeze_draw,
    open_sitting,
    propose_annulment,
    resume_draw,
)
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.states import PUBLISHED
from mingcha.law.services import adopt_defaults
from mingcha.ledger.models import Record
from mingcha.ledger.queries import last_change
from mingcha.ledger.services import record_act
from mingcha.plans.models import ORDINARY, RAISED, Campaign, CampaignItem, Stratum, TeamGroup
from mingcha.plans.states import READY
from mingcha.registers.models import (
    ConflictOfInterest,
    Holder,
    Inspector,
    InspectorLicence,
    Target,
    Training,
)

TOWNS = ("阜平镇", "平阳镇", "王林口镇")
SAID = "全部检查已经结束"
UNFILMED = "摄像机故障，没有录上"


@dataclass
class Clock:
    """The time of a test, moved by hand."""

    now: datetime.datetime

    def __call__(self) -> datetime.datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += datetime.timedelta(**by)


@dataclass
class County:
    """A bureau with its registers and one settled campaign."""

    bureau: Bureau
    campaign: Campaign
    holders: list[Holder] = field(default_factory=list)
    inspectors: list[Inspector] = field(default_factory=list)

    def actor(self, role: str) -> Actor:
        return self.bureau.actor(role)


def make_county(bureau: Bureau, *, holders: int = 24, inspectors: int = 8, unit: str = "holder") -> County:
    """`holders` companies with one target each (every sixth has two, every fourth is raised, the last one is
    suspended); `inspectors` of whom half can lead; the first one is barred from every third holder."""
    with transaction.atomic():
        rows: list[Record] = list(adopt_defaults(office=bureau.office))
        campaign = _campaign(bureau, rows, unit)
        county = County(bureau, campaign)
        for number in range(1, holders + 1):
            county.holders.append(_holder(bureau, rows, number, is_last=number == holders))
        for number in range(1, inspectors + 1):
            county.inspectors.append(make_inspector(bureau, rows, number))
        for holder in county.holders[::3]:
            rows.append(_conflict(bureau, county.inspectors[0], holder))
        maker = Actor(None, "测试", bureau.office.pk, None, frozenset())
        record_act("draws.tests", actor=maker, records=rows)
    return county


def _campaign(bureau: Bureau, rows: list[Record], unit: str) -> Campaign:
    item_list = ItemList.objects.create(
        office=bureau.office, number=1, state=PUBLISHED, created_at=moments.now(), published_at=moments.now()
    )
    item = InspectionItem.objects.create(
        item_list=item_list,
        code="K01",
        name="采矿权人履行法定义务",
        basis="《矿产资源法》第一条",
        methods=["现场检查"],
    )
    campaign = Campaign.objects.create(
        office=bureau.office,
        number="2026-01",
        title="2026年第二轮矿业权抽查",
        year=2026,
        unit=unit,
        state=READY,
    )
    rows += [item_list, item, campaign, CampaignItem.objects.create(campaign=campaign, item=item)]
    rows.append(
        Stratum.objects.create(
            campaign=campaign, code="s1", kind=ORDINARY, ratio="1/10", at_least=1, reserve=2
        )
    )
    rows.append(
        Stratum.objects.create(campaign=campaign, code="s2", kind=RAISED, ratio="2/5", at_least=1, reserve=1)
    )
    for order, (code, title, requires) in enumerate((("lead", "组长", ["lead"]), ("member", "组员", []))):
        rows.append(
            TeamGroup.objects.create(
                campaign=campaign, order=order, code=code, title=title, count=1, requires=requires
            )
        )
    return campaign


def _holder(bureau: Bureau, rows: list[Record], number: int, *, is_last: bool) -> Holder:
    code = f"91130624MA0X{number:06d}"
    holder = Holder.objects.create(
        office=bureau.office,
        code=code,
        uscc=code,
        kind="company",
        name=f"阜平县试验{number}号矿业有限公司",
        town=TOWNS[number % 3],
    )
    rows.append(holder)
    for place in range(1, 3 if number % 6 == 0 else 2):
        rows.append(
            Target.objects.create(
                office=bureau.office,
                holder=holder,
                code=f"{code}#{place:02d}",
                category="采矿权",
                name=f"试验{number}号矿{place}",
                town=holder.town,
                risk_class="D" if number % 4 == 0 else "A",
                state="suspended" if is_last else "active",
            )
        )
    return holder


def make_inspector(bureau: Bureau, rows: list[Record], number: int) -> Inspector:
    inspector = Inspector.objects.create(
        office=bureau.office, roster_no=f"J{number:03d}", name=f"检查员{number}", can_lead=number % 2 == 0
    )
    licence = InspectorLicence.objects.create(
        inspector=inspector, number=f"1306241{number:04d}", valid_until=datetime.date(2030, 12, 31)
    )
    training = Training.objects.create(
        inspector=inspector, course="执法人员轮训", valid_until=datetime.date(2030, 12, 31)
    )
    rows += [inspector, licence, training]
    return inspector


def _conflict(bureau: Bureau, inspector: Inspector, holder: Holder) -> ConflictOfInterest:
    return ConflictOfInterest.objects.create(
        office=bureau.office,
        inspector=inspector,
        holder_code=holder.code,
        relation="曾在该单位任职",
        declared_on=datetime.date(2026, 1, 5),
    )


DICE = [
    ["4", "1", "6", "3", "3"],
    ["2", "5", "5", "1", "6"],
    ["6", "2", "4", "3", "1"],
    ["1", "5", "2", "4", "1"],
]


@dataclass
class Ceremony:
    """One sitting, step by step; each step uses the role the house foresees."""

    county: County
    clock: Clock
    sitting: Sitting

    @property
    def operator(self) -> Actor:
        return self.county.actor(ENFORCEMENT)

    @property
    def caller(self) -> Actor:
        return self.county.actor(INSPECTOR)

    @property
    def witness(self) -> Actor:
        return self.county.actor(WITNESS)

    @property
    def leader(self) -> Actor:
        return self.county.actor(LEADER)

    @property
    def legal(self) -> Actor:
        return self.county.actor(LEGAL)

    @property
    def draw(self) -> Draw:
        found = current_draw(self.sitting)
        assert found is not None
        return found

    def last(self, kind: str) -> Draw:
        return Draw.objects.filter(sitting=self.sitting, kind=kind).order_by("attempt").last() or self.draw

    def terms(self, event: str = "dice") -> Terms:
        return Terms(event=event, draw_by=self.clock.now + datetime.timedelta(hours=2))

    def freeze(self) -> Draw:
        return freeze_draw(actor=self.operator, sitting=self.sitting)

    def announce(self) -> Draw:
        draw = announce_draw(actor=self.operator, draw=self.freeze(), terms=self.terms())
        self.clock.advance(minutes=1)
        return draw

    def enter(self, who: Actor, throw: int, texts: Sequence[str]) -> None:
        self.clock.advance(seconds=1)
        enter_throw(actor=who, draw=self.draw, throw=throw, texts=texts)

    def throw_all(self, dice: Sequence[Sequence[str]] = DICE) -> None:
        for state in throw_states(self.draw):
            for place, who in enumerate((self.caller, self.witness)):
                if state.awaits(place):
                    self.enter(who, state.throw.number, dice[state.throw.number - 1])

    def compute(self) -> Draw:
        self.clock.advance(seconds=1)
        return resume_draw(actor=self.operator, draw=self.draw)

    def select(self) -> Draw:
        self.announce()
        self.throw_all()
        return self.compute()

    def announce_teams(self) -> Draw:
        draw = announce_assignment(actor=self.operator, sitting=self.sitting, terms=self.terms())
        self.clock.advance(minutes=1)
        return draw

    def assign(self) -> Draw:
        self.announce_teams()
        self.throw_all(list(reversed(DICE)))
        return self.compute()

    def annul(self, reason: str = "power", *, event_happened: bool = False) -> Draw:
        draw = self.draw
        propose_annulment(
            actor=self.caller, draw=draw, reason=reason, words="会议室停电", event_happened=event_happened
        )
        self.clock.advance(seconds=1)
        return confirm_annulment(actor=self.legal, draw=draw, seen=as_read(draw))

    def compute_annulled(self) -> Draw:
        self.clock.advance(seconds=1)
        return resume_draw(actor=self.leader, draw=self.draw)

    def disclose(self) -> list[Draw]:
        self.clock.advance(days=30)
        told = {"confirmation": SAID, "recording_reason": UNFILMED}
        return disclose_draw(actor=self.leader, sitting=self.sitting, **told)

    def whole(self) -> list[Draw]:
        """From the freeze to the published bundles."""
        self.select()
        self.assign()
        return self.disclose()


def begin(county: County, clock: Clock) -> Ceremony:
    """A sitting of the county's campaign, opened."""
    sitting = open_sitting(
        actor=county.actor(ENFORCEMENT),
        campaign=county.campaign,
        caller=county.bureau.people[INSPECTOR],
        witness=county.bureau.people[WITNESS],
        place="局三楼会议室",
        document_no="阜自然抽〔2026〕5号",
    )
    return Ceremony(county, clock, sitting)


def as_read(draw: Draw) -> int:
    """The open annulment as who confirms it reads it now."""
    proposal = open_annulment(draw)
    return last_change(proposal.pk) if proposal else -1


Step = Callable[[Ceremony], object]
KINDS = (SELECTION, ASSIGNMENT)
