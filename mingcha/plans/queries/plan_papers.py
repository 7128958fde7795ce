"""A published version as its paper says it: the notice, and the plan as its annex."""

from typing import Any

from mingcha.common import moments
from mingcha.law.rules import chinese_day
from mingcha.plans.models import PlanVersion

PAPER_COLUMNS: dict[str, tuple[str, ...]] = {
    "抽查任务": ("title", "number"),
    "抽查事项": ("items",),
    "检查对象范围": ("scope",),
    "责任股室": ("section",),
    "牵头、配合部门": ("lead_department", "partner_departments"),
    "基数": ("base",),
    "比例": ("ratio",),
    "数量": ("count",),
    "频次": ("frequency",),
    "检查方式": ("methods",),
    "起止时间": ("period",),
}


def paper_content(version: PlanVersion) -> dict[str, Any]:
    """Everything that stands on the paper, and nothing that changes later."""
    office, year = version.plan.office.name, version.plan.year
    title = f"{office}{year}年度抽查计划"
    return {
        "title": title,
        "heading": f"{office}\n{year}年度抽查计划",
        "document_no": version.document_no,
        "version": f"（{version}）",
        "paragraphs": _paragraphs(office, version),
        "annex": title,
        "office": office,
        "published": chinese_day(moments.local_day(version.published_at)),
        "heads": ["序号", *PAPER_COLUMNS],
        "rows": [[str(place), *_cells(line)] for place, line in enumerate(version.lines, start=1)],
        "note": "注：基数、数量按公布当日的检查对象名录库计算，单位见检查对象范围；抽取时以公告的名册为准。",
    }


def _cells(line: dict[str, Any]) -> list[str]:
    return [
        "\n".join(str(line[key]) for key in keys if line[key] not in (None, "")) or "—"
        for keys in PAPER_COLUMNS.values()
    ]


def _paragraphs(office: str, version: PlanVersion) -> list[str]:
    lines = version.lines
    amended = (
        f"本计划为第{version.number}次修订，修订理由：{version.reason.rstrip('。')}。"
        if version.number
        else ""
    )
    return [
        "根据《国务院办公厅关于推广随机抽查规范事中事后监管的通知》（国办发〔2015〕58号）和随机抽查事项清单，"
        f"经{version.approved_by}批准，现将{office}{version.plan.year}年度抽查计划予以公布，"
        f"共{len(lines)}个抽查任务。{amended}",
        "检查对象和检查人员均随机抽取，抽取过程和检查结果及时向社会公布。对同一检查对象的多个检查事项，一次性完成。",
        f"本计划的数据自{chinese_day(version.complete_from)}起完整。",
    ]
