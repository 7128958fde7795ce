"""行政检查审批表: what the section asked, what the leader decided, and every visit of the campaign."""

from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.draws.policies import NamesDecision
from mingcha.inspections.models import Approval
from mingcha.inspections.policies import can_propose_approval
from mingcha.inspections.queries.fitness import Officer, officers_of_visits
from mingcha.inspections.queries.papers.shared import Content, block, form, mark
from mingcha.inspections.queries.visible import Sight, sight_of, visible_inspections
from mingcha.inspections.states import APPROVED
from mingcha.law.rules import chinese_day
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import papers_of
from mingcha.plans.queries.as_drawn import parties_as_drawn

HEADING = "行政检查审批表"


@dataclass(frozen=True)
class ApprovalLine:
    """The paper of an approval: its editions, the latest first; who may read and who may make it."""

    approval: Approval
    editions: tuple[Paper, ...]
    may_be_read: NamesDecision
    may_be_made: Decision

    @property
    def latest(self) -> Paper | None:
        return self.editions[0] if self.editions else None


def approval_line(scope: Actor, approval: Approval) -> ApprovalLine:
    names = sight_of(scope, approval.campaign).every
    may = can_propose_approval(scope, approval.campaign)
    if may and approval.state != APPROVED:
        may = Decision(False, "批准以后才能制作。")
    editions = reversed(papers_of(scope, [approval.pk]))
    return ApprovalLine(approval, tuple(editions), names, may)


def approval_content(scope: Actor, approval: Approval, sight: Sight, document_no: str) -> Content:
    """For whom the names are open."""
    campaign = approval.campaign
    decided = moments.local_day(approval.decided_at) if approval.decided_at else moments.today()
    top = {
        "title": f"{campaign.title}{HEADING}",
        "heading": HEADING,
        "document_no": document_no,
        "office": campaign.office.name,
        "mark": mark(),
    }
    return form(
        top,
        facts=[
            ["抽查任务", f"{campaign.title}（编号{campaign.number}）"],
            [
                "报批",
                f"{approval.proposed_by.name}，{moments.wall_time(approval.proposed_at)}",
                "户次",
                str(approval.visits),
            ],
            [
                "检查期间",
                f"{campaign.starts_on or '—'}至{campaign.ends_on or '—'}",
                "责任股室",
                str(campaign.section or "—"),
            ],
        ],
        blocks=[
            block("一、检查安排", approval.words),
            block(
                "二、检查户次",
                heads=("序号", "检查对象", "检查人员"),
                widths=(2, 10, 8),
                rows=_rows(scope, sight),
            ),
            block("三、审批意见", _decision(approval), height=20),
        ],
        signers=("报批人", "审核人", "批准人（负责人）"),
        note="检查对象和检查人员由随机抽取确定，抽后的变动按规则重新抽定；以实施检查时的通知书为准。",
        day=chinese_day(decided),
    )


def _rows(scope: Actor, sight: Sight) -> list[list[str]]:
    rows = [row for row in visible_inspections(scope, sight) if row.code in sight.covered]
    units = {unit for one in sight.covered.values() for unit in one.units}
    names = parties_as_drawn(scope, sight.campaign, sorted(units))
    visits = [(sight.covered[row.code], row.planned_on or moments.today()) for row in rows]
    found = []
    for row, (coverage, _), team in zip(
        rows, visits, officers_of_visits(scope.office_id, visits), strict=True
    ):
        parties = "\n".join(names[unit].name for unit in coverage.units) or "对象已退出"
        found.append([str(row.number), parties, "\n".join(_member(one) for one in team)])
    return found


def _member(one: Officer) -> str:
    return f"{one.name}（专家）" if one.is_expert else f"{one.name} {one.licence}"


def _decision(approval: Approval) -> str:
    if approval.decided_by is None or approval.decided_at is None:
        return ""
    told = approval.decision_words or "同意。"
    who = f"{approval.decided_by.name}，{moments.wall_time(approval.decided_at)}"
    return f"{approval.get_state_display()}：{told}（{who}）"
