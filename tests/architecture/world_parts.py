"""What the two offices of `worlds` have besides registers, a list and a draw; each text with its mark."""

import datetime
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import transaction

from mingcha.accounts.models import Person
from mingcha.accounts.rules import (
    BUSINESS,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.workbooks import write_sheet
from mingcha.draws.models import SELECTION, Rehearsal
from mingcha.draws.queries.platforms import entered_subject
from mingcha.draws.services import (
    advance_rehearsal,
    attach_paper_scan,
    begin_rehearsal,
    issue_sitting_paper,
)
from mingcha.draws.services.changes import propose_unit_withdrawal, propose_vacancy
from mingcha.draws.services.external import confirm_external_draw
from mingcha.draws.tests.changing import (
    assignment_of,
    enforcement,
    gone,
    leader,
    leaving,
    seats,
    selection_of,
    units_of,
    vacate_seat,
)
from mingcha.draws.tests.county import Ceremony, County
from mingcha.draws.tests.platform import Platform
from mingcha.intake.models import ImportBatch, ImportSource
from mingcha.intake.services import Scan, add_source, preview_import
from mingcha.intake.subjects import registered
from mingcha.intake.works import PREVIEW, Work
from mingcha.items.models import (
    Power,
)
from mingcha.items.services import add_question, propose_item, start_list
from mingcha.law.models import HolidayNotice, ObligationChange
from mingcha.law.rules import FLOOR_RATIO, PUBLISH_RESULT_DAYS
from mingcha.law.rules.notices import DEFAULT_NOTICES
from mingcha.law.services import ChangeFacts, enter_notice, propose_change, set_deadline
from mingcha.ledger.queries import last_change
from mingcha.ledger.services import record_act
from mingcha.papers.rules.kinds import ANNOUNCEMENT, RESULT, VISITS
from mingcha.papers.services import set_series
from mingcha.plans.models import Campaign, ClueCheck, Participation, PartnerItem
from mingcha.plans.queries import settings_of
from mingcha.plans.services import ClueFacts, create_campaign, create_plan, propose_clue_check
from mingcha.plans.states import ANSWERED, READY
from mingcha.registers.models import (
    COMPANY,
    Borrowing,
    ConflictOfInterest,
    Holder,
    Inspector,
    Partner,
)
from mingcha.registers.services import (
    Visit,
    record_standing,
    record_visit_facts,
)
from mingcha.registers.services.borrowings import add_partner
from mingcha.registers.services.interests import give_delegation, open_round
from mingcha.registers.services.staff import (
    AbsenceFacts,
    QualificationFacts,
    add_qualification,
    register_absence,
)
from mingcha.upkeep.rules import NATIONAL
from mingcha.upkeep.services import EntryFacts, record_platform_entry

SHEETS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "targets": (
        ENFORCEMENT,
        ("单位名称", "对象类别", "对象名称"),
        ("{mark}矿业有限公司", "采矿权", "{mark}矿"),
    ),
    "inspectors": (LEGAL, ("姓名", "执法证编号"), ("{mark}人", "13062419999")),
    "risk": (
        ENFORCEMENT,
        ("单位名称", "统一社会信用代码", "信用风险类别", "结果日期"),
        ("{mark}某某有限公司", "91130624MA0X00001X", "C", "2026-06-01"),
    ),
    "visits": (
        ENFORCEMENT,
        ("检查对象名称", "检查机关", "检查日期", "检查事项"),
        ("{mark}有限公司", "{mark}局", "2026-05-01", "{mark}事项"),
    ),
    "partners": (LEGAL, ("姓名", "执法证编号"), ("{mark}友", "13062419998")),
    "items": (ENFORCEMENT, ("抽查事项", "抽查内容"), ("{mark}事项", "{mark}内容")),
    "questions": (ENFORCEMENT, ("事项编码", "检查内容", "答题方式"), ("001", "{mark}问题", "文字")),
    "powers": (LEGAL, ("权力编码", "权力事项名称"), ("{code}-1", "{mark}权力")),
    "partner_items": (
        BUSINESS,
        ("任务编号", "检查机关", "抽查事项", "抽查内容", "检查依据"),
        ("2026-77", "{mark}局", "{mark}事项", "{mark}内容", "《矿产资源法》第一条"),
    ),
    "partner_results": (
        ENFORCEMENT,
        ("任务编号", "检查机关", "对象编码", "检查事项", "检查日期", "检查结果", "检查实施人员", "公示位置"),
        ("2026-77", "{mark}局", "K1", "{mark}事项", "2026-05-01", "{mark}", "{mark}员", "{mark}网"),
    ),
    "plan": (ENFORCEMENT, ("抽查任务名称", "抽查比例"), ("{mark}任务", "5%")),
    "people": (SYSTEM_ADMIN, ("姓名", "登录名"), ("{mark}员", "{code}-new")),
}


def law_of(bureau: Bureau, mark: str) -> HolidayNotice:
    """A deadline, and a correction of the holidays that counts it anew."""
    with transaction.atomic():
        deadline = set_deadline(
            office_id=bureau.office.pk,
            kind="worlds",
            subject=bureau.office.pk,
            title=f"{mark}期限",
            starts_on=datetime.date(2026, 6, 1),
            figure_key=PUBLISH_RESULT_DAYS,
        )
        record_act("law.tests", actor=bureau.actor(LEGAL), records=[deadline])
    notice = replace(DEFAULT_NOTICES[1], document_no=f"{mark}〔2024〕12号")
    return enter_notice(actor=bureau.actor(LEGAL), notice=notice, seen=1, reason=f"{mark}更正")


def proposed_change(bureau: Bureau, mark: str) -> ObligationChange:
    """A change of the floor that waits for the leader."""
    facts = ChangeFacts(f"{mark}〔2026〕1号", datetime.date(2027, 1, 1), f"{mark}理由", value="6%")
    return propose_change(actor=bureau.actor(LEGAL), key=FLOOR_RATIO, facts=facts)


def drafts(bureau: Bureau, drawn: Campaign) -> dict[str, Any]:
    """What may still be changed: a version of the list and a campaign being drafted."""
    draft = start_list(actor=bureau.actor(ENFORCEMENT))
    copied = settings_of(drawn)
    settings = replace(copied, number="2026-02", title=drawn.title + "（第二轮）")
    item = draft.items.get()
    asked = {"words": "矿区范围是否越界", "kind": "yes_no", "finding_answers": ["是"]}
    wish = {"name": "补充事项"}
    return {
        "draft_list": draft.pk,
        "draft_item": item.pk,
        "draft_question": add_question(actor=bureau.actor(ENFORCEMENT), item=item, values=asked).pk,
        "power": Power.objects.create(office=bureau.office, code="P-0", name="对采矿权的监督检查").pk,
        "proposal": propose_item(actor=bureau.actor(BUSINESS), kind="add", values=wish, reason="新增职责").pk,
        "plan": create_plan(actor=bureau.actor(ENFORCEMENT), year=2026, number="2026-JH").pk,
        "draft_campaign": create_campaign(actor=bureau.actor(BUSINESS), settings=settings).pk,
    }


def drawn_elsewhere(ceremony: Ceremony, folder: Path, mark: str) -> dict[str, Any]:
    """What a platform drew of two campaigns, one of them confirmed; and a campaign that waits for it."""
    county, bureau = ceremony.county, ceremony.county.bureau
    settings = settings_of(county.campaign)
    found: dict[str, Any] = {"screenshot": 1}
    for number, word in enumerate(("external_draw", "external_drawn", "campaign_elsewhere"), start=1):
        copied = replace(settings, number=f"2026-W{number}", title=f"{mark}平台抽取{number}")
        campaign = create_campaign(actor=bureau.actor(BUSINESS), settings=copied)
        campaign.state = READY
        platform = Platform(replace(county, campaign=campaign), ceremony.clock, folder)
        found[word] = campaign.pk
        if word != "campaign_elsewhere":
            platform.explanation = f"{mark}说明"
            draw = platform.take_in(batch_no=f"{mark}{number}")
            found[word] = draw.pk
    confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))
    return found


def papers_of(ceremony: Ceremony, mark: str) -> dict[str, Any]:
    """A numbered announcement, a result sheet with names, its sealed scan."""
    set_series(actor=ceremony.legal, kind=ANNOUNCEMENT, code="自然公告")
    told: dict[str, Any] = {"actor": enforcement(ceremony), "sitting": ceremony.sitting}
    announced = issue_sitting_paper(kind=ANNOUNCEMENT, part=ceremony.last(SELECTION).draw_id, **told)
    paper = issue_sitting_paper(kind=RESULT, **told)
    scan = Scan(io.BytesIO(b"%PDF-1.7 sealed"), f"{mark}扫描.pdf")
    row = attach_paper_scan(actor=told["actor"], paper=paper.pk, scan=scan, note=mark)
    keys = {"announcement_paper": announced.pk, "paper": paper.pk, "paper_scan": row.pk}
    return keys | {"paper_kind": RESULT, "external_kind": VISITS, "numbered_kind": ANNOUNCEMENT}


def source_of(bureau: Bureau, kind: str, mark: str) -> ImportSource:
    role, *_ = SHEETS[kind]
    return add_source(actor=bureau.actor(role), subject=registered()[kind], name=f"{mark}台账")


def clue_of(bureau: Bureau, county: County, mark: str) -> ClueCheck:
    """A clue that waits for the leader."""
    facts = ClueFacts(
        source="complaint",
        received_on=moments.today(),
        summary=f"{mark}反映",
        holder=county.holders[1],
        item_ids=(county.campaign.campaign_items.get().item_id,),
        ends_on=moments.today() + datetime.timedelta(weeks=2),
    )
    scan = Scan(io.BytesIO(b"%PDF-1.7"), f"{mark}.pdf")
    return propose_clue_check(actor=bureau.actor(BUSINESS), facts=facts, evidence=scan)


def entered(bureau: Bureau, ceremony: Ceremony, mark: str) -> Any:
    """The draws stand in the national system with a receipt, whose key this is; not in the provincial one."""
    facts = EntryFacts(NATIONAL, moments.today(), mark, scan=Scan(io.BytesIO(b"%PDF-1.7"), f"{mark}.pdf"))
    subject = entered_subject(ceremony.sitting)
    entry = record_platform_entry(actor=bureau.actor(ENFORCEMENT), subject=subject, facts=facts)
    return entry.receipt_id


def known_facts(bureau: Bureau, holder: Holder, mark: str) -> Any:
    """A flag with its file, and a visit by another body; the keys of file and visit."""
    actor, today = bureau.actor(ENFORCEMENT), moments.today()
    event = record_standing(
        actor=actor,
        thing=holder.pk,
        of_holder=True,
        kind="public_concern",
        value="listed",
        stands_on=today,
        source=f"{mark}报",
        reason=f"{mark}报道",
        proof=(io.BytesIO(b"%PDF-1.7"), f"{mark}.pdf"),
    )
    visit = Visit(holder.pk, f"{mark}局", today, f"{mark}事项", f"{mark}名单")
    (known,) = record_visit_facts(actor=actor, visits=[visit])
    return event.proof_id, known.pk


def beside(bureau: Bureau, inspector: Inspector) -> dict[str, Any]:
    """What stands beside an inspector, with a scan."""
    legal, day = bureau.actor(LEGAL), datetime.date(2030, 1, 1)
    facts = QualificationFacts(name="注册测绘师", valid_until=day)
    scan = Scan(io.BytesIO(b"%PDF-"), "证书.pdf")
    held = add_qualification(actor=legal, inspector=inspector.pk, facts=facts, scan=scan, reason="试")
    leave = AbsenceFacts(kind="leave", from_on=day)
    inspector.person = bureau.people[INSPECTOR]
    inspector.save()
    deputy = bureau.people[BUSINESS].pk
    delegation = give_delegation(
        actor=bureau.actor(LEADER),
        person=deputy,
        document_no="试授〔2026〕1号",
        from_on=moments.today(),
        until_on=day,
    )
    partner = add_partner(actor=legal, name=f"{bureau.office.code}局", tag="dept:market")
    borrowing = Borrowing.objects.create(
        office=bureau.office, partner=partner, purpose="试", from_on=day, until_on=day, proposed_by="试"
    )
    with transaction.atomic():
        record_act("registers.propose_borrowing", actor=legal, records=[borrowing])
    asked = open_round(actor=legal, year=2026, due_on=day)
    return {
        "delegation": delegation.pk,
        "borrowing": borrowing.pk,
        "round": asked.pk,
        "licence": inspector.licences.get().pk,
        "training": inspector.trainings.get().pk,
        "qualification": held.pk,
        "proof": held.proof_id,
        "absence": register_absence(actor=legal, inspector=inspector.pk, facts=leave).pk,
    }


def hidden_interest(ceremony: Ceremony, draw_id: str, roster_no: str) -> ConflictOfInterest:
    """As it is declared on a visit of the draw."""
    office = ceremony.county.bureau.office
    row = ConflictOfInterest.objects.create(
        office=office,
        inspector=Inspector.objects.get(office=office, roster_no=roster_no),
        holder_code="91130624MA0X00000X",
        relation="试",
        state="pending",
        declared_on=moments.today(),
        is_withheld=True,
        declared_for=draw_id,
    )
    with transaction.atomic():
        record_act("registers.declare_conflict", actor=ceremony.operator, records=[row])
    return row


def changed_since(ceremony: Ceremony, mark: str) -> dict[str, Any]:
    """A seat redrawn after the draw, a unit said to be gone, and a visit of the inspector who logs in."""
    seat = next(one for one in seats(ceremony) if one.inspector != "J001")
    place = (seat.visit, seat.group, seat.seat)
    draw = assignment_of(ceremony)
    row = vacate_seat(actor=leader(ceremony), draw=draw, place=place, left=seat.inspector, leaving=leaving())
    next_one = next(one for one in seats(ceremony) if one.visit != seat.visit and one.inspector != "J001")
    proposal = propose_vacancy(
        actor=leader(ceremony),
        draw=draw,
        place=(next_one.visit, next_one.group, next_one.seat),
        left=next_one.inspector,
        leaving=leaving(),
    )
    told = replace(gone(), words=mark)
    unit = units_of(ceremony, seat.visit)[0]
    withdrawal = propose_unit_withdrawal(
        actor=enforcement(ceremony), draw=selection_of(ceremony), unit=unit, gone=told
    )
    own = own_visit_of(ceremony, ceremony.county.bureau.people[INSPECTOR])
    return {
        "vacancy": row.pk,
        "visit_interest": hidden_interest(ceremony, draw.draw_id, seat.inspector).pk,
        "vacancy_proposal": proposal.pk,
        "withdrawal": withdrawal.pk,
        "assignment": draw.pk,
        "own_visit": own,
    }


def own_visit_of(ceremony: Ceremony, person: Person) -> str:
    """A visit of whoever logs in as the inspector; where the draw gave that one none, he is another."""
    held = {one.inspector: one.visit for one in seats(ceremony)}
    office = ceremony.county.bureau.office
    linked = Inspector.objects.filter(office=office, person=person).first()
    if linked is None or linked.roster_no not in held:
        Inspector.objects.filter(office=office, person=person).update(person=None)
        linked = Inspector.objects.filter(office=office, roster_no__in=held).order_by("roster_no")[0]
        Inspector.objects.filter(pk=linked.pk).update(person=person)
    return held[linked.roster_no]


def taking_part(bureau: Bureau, drawn: Campaign, mark: str) -> dict[str, Any]:
    """A partner that has answered, in the drawn campaign."""
    partner = Partner.objects.get(office=bureau.office)
    part = Participation.objects.create(
        campaign=drawn, partner=partner, state=ANSWERED, invited_on=moments.today()
    )
    item = PartnerItem.objects.create(
        participation=part,
        code="市场监管01",
        name=f"{mark}登记事项",
        target_categories=["采矿权"],
        methods=[],
    )
    with transaction.atomic():
        record_act("plans.tests", actor=bureau.actor(BUSINESS), records=[part, item])
    return {"participation": part.pk, "partner": partner.pk, "partner_item": item.pk}


def alike(bureau: Bureau) -> dict[str, Any]:
    """Two holders of one name: a question that waits for a decision."""
    for code in ("Z000001", "Z000002"):
        holder = Holder(office=bureau.office, code=code, kind=COMPANY)
        holder.give_name("两处登记的矿业有限公司")
        holder.save()
    return {"duplicate_kind": "name", "duplicate": holder.pk}


def work_under_way(bureau: Bureau, mark: str) -> str:
    """A large file of this office that is being read."""
    person = bureau.people[ENFORCEMENT]
    work = Work("targets", PREVIEW, str(bureau.office.pk), str(person.pk), f"{mark}名录.xlsx")
    work.save()
    return work.key


def preview_of(bureau: Bureau, kind: str, mark: str, folder: Path) -> ImportBatch:
    role, headings, cells = SHEETS[kind]
    path = folder / f"{bureau.office.code}-{kind}.xlsx"
    row = [cell.format(mark=mark, code=bureau.office.code) for cell in cells]
    write_sheet(path, registered()[kind].title, headings, [row])
    return preview_import(
        actor=bureau.actor(role), subject=registered()[kind], path=path, file_name=f"{mark}.xlsx"
    )


def rehearsal_of(county: County) -> Rehearsal:
    """A rehearsal of the settled campaign, at its first event."""
    rehearsal = begin_rehearsal(
        actor=county.actor(ENFORCEMENT),
        campaign=county.campaign,
        caller=county.bureau.people[INSPECTOR],
        witness=county.bureau.people[WITNESS],
        event="dice",
    )
    for step in ("scope", "read"):
        advance_rehearsal(actor=county.actor(ENFORCEMENT), rehearsal=rehearsal, step=step)
    return rehearsal
