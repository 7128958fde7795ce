"""Import of the yearly plan in the columns in which plans are exchanged: into the drafted plan of its year. A
line is known by its task number, else by its title in the plan."""

from collections.abc import Mapping, Sequence

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, both
from mingcha.common.workbooks import CellRefused, Column, Mapped, SheetRow
from mingcha.common.workbooks.values import read_text
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, Reader, Subject, judged
from mingcha.ledger.models import Record
from mingcha.plans.models import Campaign, Plan
from mingcha.plans.policies import can_draft_campaign
from mingcha.plans.queries.settings import Settings
from mingcha.plans.rules.plan_columns import COLUMNS
from mingcha.plans.services.draft_campaign import revise_campaign, write_campaign
from mingcha.plans.services.planning import lock_plans
from mingcha.plans.states import DRAFT
from mingcha.plans.subjects.cells import read_line
from mingcha.plans.subjects.lines import Drafts, LineRefused

ROUND = Column("round", "轮次", ("抽查轮次", "第几轮"))


class PlanSubject(Subject):
    """年度抽查计划."""

    kind = "plan"
    title = "年度抽查计划"
    measure = "个任务"
    url = "campaign_list"
    columns = (*COLUMNS, ROUND)

    def can_import(self, actor: Actor) -> Decision:
        return both(can_draft_campaign(actor), _has_draft(actor))

    def can_read(self, actor: Actor) -> Decision:
        return can_draft_campaign(actor)

    def reader(self, scope: Actor) -> Reader:
        drafts = Drafts(scope)

        def read(row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
            label = "　".join(filter(None, (read_text(row["number"]), read_text(row["title"]))))[:120]
            try:
                values = read_line(row, mapping, year=drafts.usual_year, high_class=drafts.high_class)
            except CellRefused as refused:
                return Parsed(row.number, refused=str(refused), label=label)
            return Parsed(row.number, values, label=label)

        return read

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        drafts = Drafts(scope)
        drafts.taken |= {row.values["number"] for row in rows if row.values.get("number")}
        earlier: dict[str, Parsed] = {}
        return [_judge(row, drafts, earlier) for row in rows]

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        lock_plans(actor)
        saved: list[Record] = []
        for row in rows:
            settings: Settings = row.ties["settings"]
            campaign: Campaign | None = row.ties["campaign"]
            if campaign is None:
                campaign = Campaign(office_id=actor.office_id, plan=row.ties["plan"], state=DRAFT)
                saved += write_campaign(actor, campaign, settings)[0]
                row.record_id = campaign.pk
            else:
                saved += revise_campaign(actor, campaign, settings)
        return saved

    def hold(self, actor: Actor) -> None:
        lock_plans(actor)

    def stands_on(self, batch: ImportBatch) -> list[str]:
        later = Plan.objects.filter(office_id=batch.office_id).exclude(state=DRAFT)
        after = later.filter(submitted_at__gte=batch.closed_at) if batch.closed_at else later.none()
        return [f"{plan}已在导入之后送审" for plan in after]


def _has_draft(actor: Actor) -> Decision:
    if Plan.objects.filter(office_id=actor.office_id, state=DRAFT).exists():
        return Decision(True)
    return Decision(False, "没有编制中的年度抽查计划，编制或修订计划后才能导入。")


def _judge(row: Parsed, drafts: Drafts, earlier: dict[str, Parsed]) -> Judged:
    if row.refused:
        return judged(row, REFUSED)
    key = row.values.get("number") or row.values.get("title", "")
    twin = earlier.setdefault(key, row)
    if twin is not row:
        if twin.values == row.values:
            return judged(row, UNCHANGED)
        return judged(row, REFUSED, refused=f"与第{twin.number}行是同一任务，内容不同。请只留一行。")
    try:
        line = drafts.line(row.values)
    except LineRefused as refused:
        return judged(row, REFUSED, refused=str(refused))
    ties = {"plan": line.plan, "campaign": line.campaign, "settings": line.settings}
    row.warnings = [*line.warnings]
    if line.campaign is None:
        return judged(row, NEW, ties=ties)
    verdict = CHANGED if line.changes else UNCHANGED
    return judged(row, verdict, record_id=line.campaign.pk, differences=line.changes, ties=ties)


PLAN_LINES = PlanSubject()
