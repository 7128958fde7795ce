"""Sources of workbooks: what each brings, how old its last file is."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of
from mingcha.common.workbooks.writer import Value
from mingcha.intake.forms import SourceForm
from mingcha.intake.models import ImportBatch, ImportSource
from mingcha.intake.queries import latest_of_sources, source_of, sources_of
from mingcha.intake.services import add_source, change_source
from mingcha.intake.subjects import Subject

Row = tuple[ImportSource, ImportBatch | None, int | None]
ORDERS = {"name": "name"}
HEADINGS = (
    *("来源", "提供单位", "方式", "最近一次文件", "接收时间", "距今（天）"),
    *("新增", "变化", "不能导入", "未处理的缺失"),
)


@require_http_methods(["GET", "POST"])
def import_sources(request: StaffRequest, subject: Subject) -> HttpResponse:
    subject.can_read(request.actor).require()
    form, refusal = SourceForm(subject, request.POST or None), None
    if request.method == "POST":
        subject.can_import(request.actor).require()
        if form.is_valid():
            try:
                added = add_source(actor=request.actor, subject=subject, **form.cleaned_data)
                messages.success(request, f"已登记资料来源“{added.name}”，上传时可以选它。")
                return redirect(f"{subject.kind}_import_sources")
            except Refusal as raised:
                refusal = raised
    return _list(request, subject, form, refusal)


@require_http_methods(["GET", "POST"])
def import_source(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    subject.can_import(request.actor).require()
    source = source_of(request.actor, subject, pk)
    said = {"name": source.name, "organisation": source.organisation, "is_full": source.is_full}
    form, refusal = SourceForm(subject, request.POST or None, initial=said), None
    if request.method == "POST" and form.is_valid():
        try:
            change_source(actor=request.actor, subject=subject, source=pk, **form.cleaned_data)
            messages.success(request, "已修改资料来源。")
            return redirect(f"{subject.kind}_import_sources")
        except Refusal as raised:
            refusal = raised
    facts = {"subject": subject, "source": source, "form": form, "refusal": refusal}
    return render(request, "intake/source_form.html", facts, status=refusal.status if refusal else 200)


def _age(batch: ImportBatch | None, today: datetime.date) -> int | None:
    """Days since the file was taken over."""
    return (today - moments.local_day(batch.closed_at)).days if batch and batch.closed_at else None


def _list(request: StaffRequest, subject: Subject, form: SourceForm, refusal: Refusal | None) -> HttpResponse:
    order = order_of(request, ORDERS, "name")
    rows = _rows(order.of(sources_of(request.actor, subject)))
    if request.GET.get("export"):
        title = f"{subject.title}的资料来源"
        return export_xlsx(f"{title}.xlsx", title, HEADINGS, map(_cells, rows))
    facts = {
        "subject": subject,
        "rows": rows,
        "wanted": order,
        "form": form,
        "refusal": refusal,
        "may_import": subject.can_import(request.actor),
    }
    return render(request, "intake/source_list.html", facts, status=refusal.status if refusal else 200)


def _rows(found: Iterable[ImportSource]) -> list[Row]:
    """Each source with its last file and the days since that was taken over."""
    sources, today = list(found), moments.today()
    latest = latest_of_sources(sources)
    return [(source, latest.get(source.pk), _age(latest.get(source.pk), today)) for source in sources]


def _cells(row: Row) -> list[Value]:
    source, batch, age = row
    counts = batch.counts if batch else {}
    brought = [counts.get(key, "") for key in ("new", "changed", "refused", "left")]
    file = [batch.file_name, batch.closed_at] if batch else ["", ""]
    how = "全量" if source.is_full else "部分"
    return [source.name, source.organisation, how, *file, age, *brought]
