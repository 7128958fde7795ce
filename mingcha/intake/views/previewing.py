"""Steps 2 to 4: the columns, what would change, the confirmation."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.intake.forms import ColumnsForm, ConfirmForm, TakeBackForm
from mingcha.intake.models import ImportBatch
from mingcha.intake.previews import choices_in, columns_of, preview_facts
from mingcha.intake.queries import batch_of, obstacles_to_taking_back
from mingcha.intake.services import (
    LARGE_ROWS,
    choose_all,
    choose_rows,
    confirm_import,
    map_columns,
    recheck_import,
    start_work,
)
from mingcha.intake.states import CONFIRMED, IMPORT
from mingcha.intake.subjects import Subject
from mingcha.intake.works import CONFIRM

TICKS = ("tick", "untick")


@require_GET
def import_preview(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    subject.can_read(request.actor).require()
    batch = batch_of(request.actor, subject, pk)
    return _show(request, subject, batch, ConfirmForm(batch))


@require_http_methods(["GET", "POST"])
def import_columns(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    subject.can_import(request.actor).require()
    batch = batch_of(request.actor, subject, pk)
    IMPORT.after("map_columns", batch.state)
    form = ColumnsForm(subject.columns_for(request.actor), batch.reading, request.POST or None)
    if request.method == "POST" and form.is_valid():
        map_columns(actor=request.actor, subject=subject, batch=pk, columns=form.columns)
        messages.success(request, "已按指明的列重新识别，下次导入照此办理。")
        return redirect(f"{subject.kind}_import_preview", pk=pk)
    return render(request, "intake/import_columns.html", {"subject": subject, "batch": batch, "form": form})


@require_POST
def import_choose(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    ticks, answers = choices_in(request.POST)
    choose_rows(actor=request.actor, subject=subject, batch=pk, ticks=ticks, answers=answers)
    whole, every = request.POST.get("whole", ""), request.POST.get("every")
    if every is not None:
        answer = "" if every in TICKS else every
        choose_all(
            actor=request.actor,
            subject=subject,
            batch=pk,
            verdict=whole,
            accepted=every == "tick",
            answer=answer,
        )
    messages.success(request, "已记下勾选和决定，尚未写入。")
    return redirect(f"{reverse(f'{subject.kind}_import_preview', args=[pk])}?{urlencode({'show': whole})}")


@require_POST
def import_recheck(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    recheck_import(actor=request.actor, subject=subject, batch=pk)
    messages.success(request, "已按系统中现在的内容重新核对。")
    return redirect(f"{subject.kind}_import_preview", pk=pk)


@require_POST
def import_confirm(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    found = batch_of(request.actor, subject, pk)
    form = ConfirmForm(found, request.POST)
    ticks, answers = choices_in(request.POST)
    if not form.is_valid():
        return _show(request, subject, batch_of(request.actor, subject, pk), form)
    try:
        choose_rows(actor=request.actor, subject=subject, batch=pk, ticks=ticks, answers=answers)
        facts = {"actor": request.actor, "subject": subject, "batch": pk, **form.cleaned_data}
        if found.counts["rows"] >= LARGE_ROWS:
            return _begin(request, subject, found, partial(confirm_import, **facts))
        batch = confirm_import(**facts)
    except Refusal as refusal:
        return _show(request, subject, batch_of(request.actor, subject, pk), form, refusal)
    messages.success(request, f"已写入{batch.counts['written']}{subject.measure}，留痕日志记了一条。")
    return redirect(f"{subject.kind}_import_preview", pk=pk)


def _begin(
    request: StaffRequest, subject: Subject, batch: ImportBatch, carry_out: Callable[[], ImportBatch]
) -> HttpResponse:
    """What many rows are written by goes on by itself."""
    work = start_work(
        actor=request.actor, subject=subject, act=CONFIRM, file_name=batch.file_name, carry_out=carry_out
    )
    return redirect("import_work", pk=work.key)


def _show(
    request: StaffRequest,
    subject: Subject,
    batch: ImportBatch,
    form: ConfirmForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    facts = preview_facts(request, subject, batch) | {
        "form": form,
        "refusal": refusal,
        "may_import": subject.can_import(request.actor),
        "columns": columns_of(request.actor, subject, batch),
        "life": IMPORT,
        "may_end": subject.can_end(request.actor),
        "is_open": IMPORT.may("confirm", batch.state),
        "is_written": batch.state == CONFIRMED,
        "obstacles": obstacles_to_taking_back(subject, batch) if batch.state == CONFIRMED else [],
        "take_back_form": TakeBackForm(),
    }
    return render(request, "intake/import_preview.html", facts, status=refusal.status if refusal else 200)
