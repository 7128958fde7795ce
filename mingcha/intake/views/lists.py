"""Past imports, and the empty form of a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingcha.accounts.requests import StaffRequest
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.intake.models import ImportBatch
from mingcha.intake.policies import can_list_imports
from mingcha.intake.queries import imports_of
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import Subject, registered

ORDERS = {"file": "file_name", "kind": "kind", "day": "uploaded_at", "state": "state"}
COUNTED = ("rows", "new", "changed", "unchanged", "refused", "written", "gone", "ended")
HEADINGS = (
    *("文件", "种类", "来源", "说明", "上传人", "上传时间", "办结时间", "行数", "新增", "变化", "未变"),
    *("不能导入", "写入", "来源中不再有", "办理缺失", "状态"),
)


@require_GET
def import_list(request: StaffRequest) -> HttpResponse:
    can_list_imports(request.actor).require()
    readable = {
        kind: subject.title for kind, subject in registered().items() if subject.can_read(request.actor)
    }
    chosen = request.GET.get("kind", "")
    kinds = [chosen] if chosen in readable else list(readable)
    order = order_of(request, ORDERS, "-day")
    found = order.of(imports_of(request.actor, kinds))
    if request.GET.get("export"):
        return export_xlsx("导入记录.xlsx", "导入记录", HEADINGS, map(_row, found.iterator()))
    page = paginate(request, found)
    rows = [(batch, registered()[batch.kind], f"{batch.kind}_import_preview") for batch in page]
    facts = {"page": page, "rows": rows, "kinds": list(readable.items()), "chosen": chosen, "life": IMPORT}
    facts["wanted"] = order
    return render(request, "intake/import_list.html", facts)


def _row(batch: ImportBatch) -> list[Value]:
    counts = [batch.counts.get(key, 0) for key in COUNTED]
    facts = [batch.file_name, registered()[batch.kind].title, batch.source, batch.note, batch.uploaded_by]
    return [*facts, batch.uploaded_at, batch.closed_at or "", *counts, batch.get_state_display()]


@require_GET
def import_template(request: StaffRequest, subject: Subject) -> HttpResponse:
    subject.can_import(request.actor).require()
    headings = [one.title for one in subject.columns_for(request.actor) if one.in_form]
    return export_xlsx(f"{subject.title}（空白表样）.xlsx", subject.title, headings, [])
