"""Two offices at work, with somebody's name, telephone or identity number in every place where a clerk, an
officer, a party or a file can put one; then everything is made public that the law wants public."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person
from mingcha.accounts.rules import DISCIPLINE, ENFORCEMENT, LEADER
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common import moments
from mingcha.disclosure.queries.kinds import RESULTS, find_kind
from mingcha.disclosure.services import (
    Ground,
    decide_withholding,
    propose_lifting,
    propose_withholding,
    publish_result,
    withdraw_record,
)
from mingcha.disclosure.tests.rounds import Round, ordered
from mingcha.draws.tests.county import Clock, County, begin, make_county
from mingcha.inspections.models import Inspection
from mingcha.inspections.rules.files import PHOTO, SCREEN
from mingcha.inspections.rules.methods import ON_SITE, REMOTE
from mingcha.inspections.services import (
    Complaint,
    Enclosure,
    Handed,
    allow_change,
    ask_change,
    ask_material,
    attach_file,
    begin_record,
    complain,
    deliver_paper,
    issue_notice,
    reply_feedback,
)
from mingcha.inspections.tests.visiting import VISIT_DAY, Visiting, begin_visiting
from mingcha.intake.services import Scan, preview_import
from mingcha.intake.subjects import registered
from mingcha.items.models import ItemList
from mingcha.items.services import keep_list_paper
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.services.plan_paper import keep_plan_paper
from mingcha.plans.tests.planning import planning
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector, Target
from tests.architecture.planted import Planted, book_by, pdf_by, photo_by
from tests.architecture.world_parts import clue_of


@dataclass
class Told:
    """What became of the world: who makes its files, and a result of each fate."""

    visiting: Visiting
    public: Inspection
    corrected: Inspection
    withdrawn: Inspection
    withheld: Inspection

    @property
    def maker(self) -> Actor:
        return self.visiting.ceremony.county.actor(ENFORCEMENT)


def everything_public(planted: Planted, clock: Clock, folder: Path) -> Told:
    """A published list with its paper, a published plan with its own, a clue, a disclosed draw; results that
    were published, corrected, withdrawn, withheld; their bulletin."""
    plans = planning()
    plans.propose("2026-01")
    with transaction.atomic():
        plant(planted, plans.bureau.office)
    keep_plan_paper(actor=plans.bureau.actor(LEADER), version=plans.published())
    county = make_county(make_bureau("crawled", "公示试"))
    with transaction.atomic():
        plant(planted, county.bureau.office)
    clue_of(county.bureau, county, planted.name())
    import_of(planted, county, folder)
    visiting = begin_visiting(begin(county, clock), clock)
    with transaction.atomic():
        plant_phones(planted, county.bureau.office)
    visit(planted, visiting)
    told = publish(planted, visiting)
    visiting.ceremony.disclose()
    for item_list in ItemList.objects.exclude(published_at=None).filter(office=county.bureau.office):
        keep_list_paper(actor=county.actor(LEADER), item_list=item_list)
    return told


def plant(planted: Planted, office: Office) -> None:
    """Every second holder is a natural person, each has a representative; every target has a contact, a
    telephone and somebody's number in its details, every inspector a telephone, every interest the name of
    its party. What a body is called is public, and who inspects (name and licence) is as well."""
    rows: list[Record] = []
    for place, holder in enumerate(Holder.objects.filter(office=office)):
        if place % 2:
            holder.kind = "person"
            holder.give_name(planted.name())
        holder.representative, holder.address = planted.name(), planted.identity()
        rows.append(holder)
    for target in Target.objects.filter(office=office):
        target.contact, target.phone = planted.name(), planted.phone()
        target.details = {"备注": planted.identity()}
        rows.append(target)
    for inspector in Inspector.objects.filter(office=office):
        inspector.phone = planted.phone()
        rows.append(inspector)
    for conflict in ConflictOfInterest.objects.filter(office=office):
        conflict.relation = f"{planted.name()}曾在该单位任职"
        rows.append(conflict)
    _kept(office, rows)


def plant_phones(planted: Planted, office: Office) -> None:
    """Of everybody who logs in."""
    rows = list(Person.objects.filter(office=office))
    for person in rows:
        person.phone = planted.phone()
    _kept(office, rows)


def _kept(office: Office, rows: Sequence[Record]) -> None:
    for row in rows:
        row.save()
    record_act("draws.tests", actor=Actor(None, "测试", office.pk, None, frozenset()), records=rows)


def import_of(planted: Planted, county: County, folder: Path) -> None:
    """A workbook that waits to be taken in, named after somebody and written by somebody."""
    path = folder / "targets.xlsx"
    heads = ("单位名称", "对象类别", "对象名称", "联系人", "联系电话", "法定代表人")
    cells = ("某某矿业有限公司", "采矿权", "某某矿", planted.name(), planted.phone(), planted.name())
    path.write_bytes(book_by(planted.name(), heads, cells))
    actor, subject = county.actor(ENFORCEMENT), registered()["targets"]
    preview_import(actor=actor, subject=subject, path=path, file_name=f"{planted.name()}报.xlsx")
    path.unlink()


def visit(planted: Planted, visiting: Visiting) -> None:
    """Every visit noticed, handed over, complained of, recorded by two; each step tells of somebody."""
    rows = visiting.rows
    for row in rows:
        visiting.schedule(row, method=REMOTE if row == rows[3] else ON_SITE)
        member = visiting.member(row)
        if row == rows[3]:
            ask_material(actor=member, inspection=row.pk, words=f"{planted.name()}的台账", due_on=VISIT_DAY)
        notice = issue_notice(actor=member, inspection=row.pk)
        proof = Scan(io.BytesIO(pdf_by(planted.name())), f"{planted.name()}签收.pdf")
        words = f"{planted.name()}代收，电话{planted.phone()}"
        deliver_paper(
            actor=member, paper=notice.paper_id, handed=Handed("left", moments.today(), words, proof)
        )
        said = Complaint(f"{planted.name()}没有出示证件", contact=planted.phone())
        feedback = complain(token=notice.token, complaint=said)
        discipline = visiting.ceremony.county.actor(DISCIPLINE)
        reply_feedback(actor=discipline, feedback=feedback, words=f"已约谈{planted.name()}", closes=True)
    visiting.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)
    for place, row in enumerate(rows):
        begin_record(actor=visiting.member(row), inspection=row.pk)
        photo = Scan(io.BytesIO(photo_by(planted.name())), f"{planted.name()}在现场.jpg")
        kind = SCREEN if row == rows[3] else PHOTO
        shown = Enclosure(kind, photo, caption=f"{planted.name()}（{planted.identity()}）")
        attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=shown)
        visiting.hand_in(row, **_typed(planted), **({"results": ordered(visiting, row)} if place < 2 else {}))
        visiting.confirm(row)


def _typed(planted: Planted) -> dict[str, object]:
    """What a record says of people beside its results."""
    return {
        "place": f"{planted.name()}家中",
        "situation": f"由{planted.name()}陪同，电话{planted.phone()}，身份证{planted.identity()}",
        "party": planted.name(),
        "party_post": f"{planted.name()}之子",
        "party_words": f"已告知{planted.name()}",
    }


def publish(planted: Planted, visiting: Visiting) -> Told:
    """One result withheld, the others public, one of them then corrected and one withdrawn; the bulletin of
    what came of it."""
    county, rows = visiting.ceremony.county, visiting.rows
    told = Told(visiting, public=rows[0], corrected=rows[1], withdrawn=rows[2], withheld=rows[-1])
    enforcement = county.actor(ENFORCEMENT)
    ground = Ground(f"涉及{planted.name()}的个人隐私", "《个人信息保护法》第十条（测试）")
    held = propose_withholding(actor=enforcement, inspection=told.withheld.pk, ground=ground)
    decide_withholding(actor=county.actor(LEADER), withholding=held.pk, approves=True, words=planted.name())
    propose_lifting(actor=enforcement, inspection=told.withheld.pk, reason=f"{planted.name()}同意公开")
    for row in rows[:-1]:
        publish_result(actor=enforcement, inspection=row.pk, is_checked=True)
    row = told.corrected
    reason = f"电话{planted.phone()}来电，结果写错"
    ask_change(actor=visiting.member(row), inspection=row.pk, reason=reason)
    allow_change(actor=visiting.reader(ENFORCEMENT), inspection=row.pk, words=planted.name())
    visiting.clock.advance(hours=1)
    visiting.hand_in(row, **_typed(planted))
    visiting.confirm(row, 2)
    publish_result(actor=enforcement, inspection=row.pk, is_checked=True, reason="检查记录更正")
    withdraw_record(
        actor=county.actor(LEADER),
        kind=find_kind(RESULTS),
        record=str(told.withdrawn.pk),
        reason="查错了对象",
    )
    Round(visiting).published()
    return told
