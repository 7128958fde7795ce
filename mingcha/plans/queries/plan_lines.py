"""The lines of a plan in the columns that offices exchange (formats 4.4), as they read and count today."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.queries import office_of
from mingcha.plans.models import Plan
from mingcha.plans.queries.board import BoardRow, rows_of
from mingcha.plans.queries.plans import latest_version, lines_of
from mingcha.plans.queries.settings import items_of, settings_of
from mingcha.plans.rules.plan_words import ratio_words_of, scope_words
from mingcha.plans.states import CANCELLED

LineValues = dict[str, str | int | None]


def plan_lines(scope: Actor, plan: Plan, document_no: str = "") -> list[LineValues]:
    """Every line by number, each column by its key (`rules.plan_words.LINE_TITLES`)."""
    return [line_values(scope, row, document_no) for row in rows_of(scope, lines_of(plan))]


def exported_lines(scope: Actor, plan: Plan, rows: list[BoardRow]) -> list[LineValues]:
    """The same from rows that are counted already, under the document number of the last publication."""
    version = latest_version(plan)
    return [line_values(scope, row, version.document_no if version else "") for row in rows]


def stands_in(row: BoardRow, plan: Plan) -> bool:
    """Whether the row is a line of the plan that was not called off."""
    return row.campaign.plan_id == plan.pk and row.campaign.state != CANCELLED


def line_values(scope: Actor, row: BoardRow, document_no: str) -> LineValues:
    campaign, settings = row.campaign, settings_of(row.campaign)
    items = items_of(settings, scope.office_id)
    plan = campaign.plan
    wanted = settings.categories or tuple(sorted({one for item in items for one in item.target_categories}))
    return {
        "year": campaign.year,
        "plan_number": plan.number if plan else "",
        "plan_title": str(plan) if plan else "",
        "title": campaign.title,
        "number": campaign.number,
        "category": campaign.category,
        "items": "；".join(dict.fromkeys(item.name for item in items)),
        "targeting": "定向" if settings.categories or settings.towns else "不定向",
        "lead_department": campaign.lead_department or office_of(scope).name,
        "partner_departments": "、".join(campaign.partner_departments),
        "section": campaign.section.name if campaign.section else "",
        "scope": scope_words(wanted, settings.towns),
        "unit": campaign.get_unit_display(),
        "base": row.population,
        "ratio": ratio_words_of(settings.layers, only_raised=campaign.only_raised),
        "count": row.drawn,
        "frequency": campaign.frequency,
        "round": campaign.round,
        "methods": "、".join(campaign.methods),
        "period": f"{campaign.starts_on}至{campaign.ends_on}",
        "draw_on": str(campaign.draw_on or ""),
        "drawing_platform": campaign.drawing_platform,
        "document_no": document_no,
        "note": campaign.plan_note,
    }
