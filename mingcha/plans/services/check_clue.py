"""Clue checks, the only way outside the draw: proposed with evidence, decided by a leader who did not;
the team is drawn all the same, unless the leader says why it cannot wait."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import is_head
from mingcha.accounts.rules import LEADER
from mingcha.accounts.services.ask_role import ask_role, finish_work
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.common.locking import lock
from mingcha.intake.services import Scan, keep_proof
from mingcha.law.queries import figure
from mingcha.law.rules import OFFICERS_PER_VISIT
from mingcha.ledger.services import record_act
from mingcha.plans.models import HOLDER_UNIT, TARGET_UNIT, Campaign, ClueCheck
from mingcha.plans.policies import (
    can_decide_clue,
    can_drop_clue,
    can_propose_clue,
    can_record_clue_visit,
    can_send_at_once,
    not_held,
)
from mingcha.plans.queries import Settings, campaign_frame, examination_of, settings_of
from mingcha.plans.queries.clues import find_clue_check, suggest_clue_number
from mingcha.plans.rules.clues import CLUE_CLAUSE, CLUE_LAYER, CLUE_QUOTE, SOURCES, clue_seats
from mingcha.plans.services.draft_campaign import write_campaign
from mingcha.plans.services.settle_campaign import require_clear
from mingcha.plans.states import CAMPAIGN, DRAFT, DRAWN, SENT
from mingcha.registers.models import CLUE, Holder, Target
from mingcha.registers.policies import delegation_of
from mingcha.registers.queries import conflicts_in_force, eligible_inspectors
from mingcha.registers.rules.staff import ON_URGENCY
from mingcha.registers.services import Visit, record_visit_facts

DECIDE_WORK = "plans.approve_clue_check"
# A named party leaves of the arbiter's questions only those of its items and its team.
ASKED = frozenset({"items", "team"})


@dataclass(frozen=True)
class ClueFacts:
    """What a clue says, from whom, and what is to be looked at, until when. `target` is None where the
    holder as a whole is meant."""

    source: str
    received_on: datetime.date
    summary: str
    holder: Holder
    item_ids: tuple[UUID, ...]
    ends_on: datetime.date
    target: Target | None = None
    source_no: str = ""
    members: int = 1


def propose_clue_check(*, actor: Actor, facts: ClueFacts, evidence: Scan | None) -> ClueCheck:
    """A check of one party outside the draw, waiting for a leader. `Refusal` without evidence or summary, for
    a party that is not the office's, or when nothing published is to be looked at."""
    # Obligation clues-outside-draw of docs/law/obligations.yml.
    with transaction.atomic():
        lock(f"plans/{actor.office_id}")
        can_propose_clue(actor).require()
        proposer = _person(actor)
        _require_told(actor, facts, evidence)
        proof = (
            keep_proof(actor=actor, file=evidence.file, file_name=evidence.file_name) if evidence else None
        )
        number = suggest_clue_number(actor, moments.today().year)
        campaign = Campaign(office_id=actor.office_id, state=DRAFT)
        saved, _ = write_campaign(actor, campaign, _settings(number, facts))
        clue = ClueCheck(
            campaign=campaign,
            source=facts.source,
            source_no=facts.source_no.strip(),
            received_on=facts.received_on,
            summary=facts.summary.strip(),
            evidence=proof,
            holder=facts.holder,
            target=facts.target,
            proposer=proposer,
            proposed_by=actor.name,
            proposed_at=moments.now(),
        )
        clue.save(force_insert=True)
        content = {"number": number, "source": facts.source}
        records = [*([proof] if proof else []), *saved, clue]
        record_act("plans.propose_clue_check", actor=actor, content=content, records=records)
        _ask_leaders(actor, clue)
    return clue


def approve_clue_check(*, actor: Actor, clue: ClueCheck, remark: str = "") -> ClueCheck:
    """Ready to have its team drawn. `Refusal` when its items are not in force or nobody can be drawn."""
    with transaction.atomic():
        clue = _locked(actor, clue)
        can_decide_clue(actor, clue).require()
        _move(actor, clue, "settle", remark, is_decision=True)
        campaign = clue.campaign
        findings = examination_of(actor, settings_of(campaign), campaign_frame(actor, campaign))
        require_clear([one for one in findings if one.anchor in ASKED])
        _record("plans.approve_clue_check", actor, clue, remark)
    return clue


def send_at_once(*, actor: Actor, clue: ClueCheck, reason: str, team: Sequence[str]) -> ClueCheck:
    """The head, or whom the head let do so in writing, names who goes, because it cannot wait for a draw, and
    says why. `Refusal` when they are too few, may not inspect that day, or must stand aside."""
    with transaction.atomic():
        clue = _locked(actor, clue)
        can_send_at_once(actor, clue, moments.today()).require()
        _move(actor, clue, "send", reason, is_decision=True)
        if not reason.strip():
            raise Refusal(
                "no-urgency",
                "不经抽取派人，要写明为什么等不到抽取。",
                title="不能派出：没有理由",
                clause=CLUE_CLAUSE,
                remedy="请写明紧急的情形；不紧急的，批准后抽取检查组。",
            )
        _require_able(actor, clue, team)
        clue.urgent_reason, clue.sent_team = reason.strip(), list(team)
        clue.save()
        given = None if is_head(actor) else delegation_of(actor, moments.today(), ON_URGENCY)
        under = {"delegation": given.document_no} if given else {}
        _record("plans.send_at_once", actor, clue, reason, team=len(team), **under)
    return clue


def drop_clue_check(*, actor: Actor, clue: ClueCheck, reason: str) -> ClueCheck:
    """Not carried out: declined by a leader, or withdrawn by whoever proposed it."""
    with transaction.atomic():
        clue = _locked(actor, clue)
        can_drop_clue(actor, clue).require()
        not_held(clue.campaign).require()
        if not reason.strip():
            raise Refusal("no-reason", "不核查要写明理由。", title="不能办理：没有理由", clause=CLUE_CLAUSE)
        _move(actor, clue, "cancel", reason, is_decision=actor.person_id != clue.proposer)
        _record("plans.drop_clue_check", actor, clue, reason)
    return clue


def note_clue_visit(*, actor: Actor, campaign: Campaign, visited_on: datetime.date, result: str) -> None:
    """The record of its visit was confirmed, or put right: the clue says what came of it. Part of another
    verb, which asks its policy and writes the facts of the register."""
    clue = ClueCheck.objects.get(campaign=campaign)
    clue.visited_on, clue.result, clue.recorded_by = visited_on, result[:120], actor.name
    clue.save()
    content = {"number": campaign.number}
    record_act("plans.record_clue_visit", actor=actor, content=content, records=[clue])


def change_sent_member(*, actor: Actor, campaign: Campaign, left: str, inspector: str) -> None:
    """Somebody else goes in the place of one whom the leader had sent. Part of another verb, which asks its
    policy and keeps who asked for it and why."""
    lock(f"plans/{actor.office_id}")
    clue = ClueCheck.objects.get(campaign=campaign)
    clue.sent_team = [inspector if one == left else one for one in clue.sent_team]
    clue.save()
    content = {"number": campaign.number}
    record_act("plans.change_sent_member", actor=actor, content=content, records=[clue])


def record_clue_visit(*, actor: Actor, clue: ClueCheck, visited_on: datetime.date, result: str) -> ClueCheck:
    """The visit took place: counted among the visits as a clue check, never against the cap."""
    with transaction.atomic():
        clue = _locked(actor, clue)
        can_record_clue_visit(actor, clue).require()
        _require_visit(clue, visited_on, result)
        clue.visited_on, clue.result, clue.recorded_by = visited_on, result.strip(), actor.name
        clue.save()
        visits = [
            Visit(
                holder=clue.holder_id,
                target=clue.target_id,
                body=clue.campaign.office.name,
                visited_on=visited_on,
                item=row.item.name,
                manner=CLUE,
                result=clue.result,
                source=clue.campaign.title,
            )
            for row in clue.campaign.campaign_items.select_related("item")
        ]
        record_visit_facts(actor=actor, visits=visits)
        content = {"number": clue.campaign.number}
        record_act("plans.record_clue_visit", actor=actor, content=content, records=[clue])
    return clue


def _settings(number: str, facts: ClueFacts) -> Settings:
    return Settings(
        number=number,
        title=f"线索核查{number}",
        unit=TARGET_UNIT if facts.target else HOLDER_UNIT,
        item_ids=facts.item_ids,
        categories=(),
        towns=(),
        starts_on=moments.today(),
        ends_on=facts.ends_on,
        balance="even",
        layers=(CLUE_LAYER,),
        seats=clue_seats(facts.members),
    )


def _person(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise Forbidden("person-needed", "线索核查须由登录的人员提出。", title="没有权限")
    return actor.person_id


def _require_told(actor: Actor, facts: ClueFacts, evidence: Scan | None) -> None:
    holder, target = facts.holder, facts.target
    foreign = holder.office_id != actor.office_id or (target and target.holder_id != holder.pk)
    wants = (
        (evidence is not None, "no-evidence", "没有初步证据或线索材料，只能随机抽取。"),
        (bool(facts.summary.strip()), "no-summary", "请写明线索反映什么问题。"),
        (facts.source in SOURCES, "no-source", "请选择线索来源。"),
        (bool(facts.item_ids), "no-items", "请选择要核查的抽查事项。"),
        (not foreign, "foreign-party", "检查对象不属于本机构名录库中的这个主体。"),
        (facts.received_on <= moments.today(), "future-clue", "收到线索的日期晚于今天。"),
    )
    for holds, code, sentence in wants:
        if not holds:
            raise Refusal(code, sentence, title="不能提出线索核查", clause=f"{CLUE_CLAUSE}：“{CLUE_QUOTE}”")


def _require_able(actor: Actor, clue: ClueCheck, team: Sequence[str]) -> None:
    today = moments.today()
    officers = figure(actor.office_id, OFFICERS_PER_VISIT, today)
    if len(set(team)) < officers.as_count:
        raise Refusal(
            "team-too-small",
            f"检查组{len(set(team))}名，不少于{officers.words}。",
            title="不能派出：人数不够",
            clause=officers.clause,
        )
    able = {one.inspector.roster_no: one for one in eligible_inspectors(actor, today)}
    barred = {
        one.inspector.roster_no
        for one in conflicts_in_force(actor, today)
        if one.holder_code == clue.holder.code
    }
    for number in team:
        one = able.get(number)
        reasons = ["不在执法检查人员名录库"] if one is None else list(one.reasons)
        reasons += ["与检查对象有利害关系，应当回避"] if number in barred else []
        if reasons:
            name = one.inspector.name if one else number
            raise Refusal(
                "not-able",
                f"{name}不能参加：{'；'.join(reasons)}。",
                title="不能派出：人员不合要求",
                clause="《中华人民共和国行政处罚法》第四十二条、第四十三条",
                remedy="请改派其他在岗持证、没有利害关系的人员。",
            )


def _require_visit(clue: ClueCheck, visited_on: datetime.date, result: str) -> None:
    title = "不能登记核查结果"
    if clue.campaign.state not in (DRAWN, SENT):
        word, _ = CAMPAIGN.words[clue.campaign.state]
        raise Conflict(
            "clue-not-sent",
            f"线索核查“{word}”，检查组抽出或派出后才有结果。",
            title=title,
            remedy="请先抽取检查组。",
        )
    if clue.visited_on:
        raise Conflict("clue-visited", f"{clue.visited_on}的核查结果已经登记。", title=title)
    first = moments.local_day(clue.decided_at) if clue.decided_at else moments.today()
    if not first <= visited_on <= moments.today():
        raise Refusal("visit-day", f"核查日期应当在{first}至今天之间。", title=title)
    if not result.strip():
        raise Refusal("no-result", "请写明核查结果。", title=title)


def _locked(actor: Actor, clue: ClueCheck) -> ClueCheck:
    lock(f"plans/{actor.office_id}")
    return find_clue_check(actor, clue.pk)


def _move(actor: Actor, clue: ClueCheck, act: str, remark: str, *, is_decision: bool) -> None:
    clue.campaign.state = CAMPAIGN.after(act, clue.campaign.state)
    clue.campaign.save()
    if is_decision:
        clue.decider, clue.decided_by, clue.decided_at = actor.person_id, actor.name, moments.now()
    clue.remark = remark.strip()
    clue.save()
    finish_work(kind=DECIDE_WORK, subject=clue.pk)


def _record(act: str, actor: Actor, clue: ClueCheck, reason: str, **more: int | str) -> None:
    content = {"number": clue.campaign.number, **more}
    record_act(act, actor=actor, reason=reason.strip(), content=content, records=[clue.campaign, clue])


def _ask_leaders(actor: Actor, clue: ClueCheck) -> None:
    ask_role(
        office_id=actor.office_id,
        role=LEADER,
        kind=DECIDE_WORK,
        subject=clue.pk,
        title=f"决定{clue.campaign.title}",
        why=f"{actor.name}提出，来源{SOURCES[clue.source]}。批准后抽取检查组。",
        url=reverse("clue_detail", args=[clue.pk]),
        button="去决定",
        leave_out=actor.person_id,
    )
