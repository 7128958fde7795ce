"""Pages of legal texts: the list, one version, what becomes of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.law import services
from mingcha.law.forms import RepealForm, TextFilterForm, TextForm, as_typed
from mingcha.law.models import LegalText
from mingcha.law.policies import can_keep_texts, can_view_texts
from mingcha.law.queries import TextFilter, filtered_texts, find_text, legal_texts, standing_of, versions_of

HEADINGS = (
    "名称",
    "效力层级",
    "制定机关",
    "文号",
    "版本",
    "施行日期",
    "失效日期",
    "状态",
    "可信程度",
    "备注",
)


@require_GET
def text_list(request: StaffRequest) -> HttpResponse:
    can_view_texts(request.actor).require()
    form = TextFilterForm(request.GET)
    wanted = TextFilter(**form.cleaned_data) if form.is_valid() else TextFilter()
    texts = filtered_texts(request.actor, wanted, moments.today())
    if request.GET.get("export"):
        return export_xlsx("法律文本.xlsx", "法律文本", HEADINGS, [_cells(text) for text in texts])
    page = paginate(request, texts)
    facts = {
        "form": form,
        "page": page,
        "rows": [(text, *standing_of(text, moments.today())) for text in page],
        "size": legal_texts(request.actor).count(),
        "is_filtered": wanted != TextFilter(),
        "may_keep": can_keep_texts(request.actor),
    }
    return render(request, "law/text_list.html", facts)


@require_GET
def text_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_view_texts(request.actor).require()
    text = find_text(request.actor, pk)
    versions = [(one, *standing_of(one, moments.today())) for one in versions_of(text)]
    standing_class, standing_word = standing_of(text, moments.today())
    facts = {
        "text": text,
        "versions": versions,
        "is_latest": versions[0][0] == text,
        "standing_class": standing_class,
        "standing_word": standing_word,
        "may_keep": can_keep_texts(request.actor),
    }
    return render(request, "law/text_detail.html", facts)


@require_http_methods(["GET", "POST"])
def text_enter(request: StaffRequest) -> HttpResponse:
    """A text of which no version is known; a title may come with the address."""
    can_keep_texts(request.actor).require()
    form = TextForm(request.POST or None, initial={"title": request.GET.get("title", "")[:120]})

    def enter() -> LegalText:
        typed = form.cleaned_data
        return services.enter_text(
            actor=request.actor, title=typed["title"], facts=form.facts, reason=typed["reason"]
        )

    return _form_page(request, form, enter, {"verb": "登记法律文本"})


@require_http_methods(["GET", "POST"])
def text_revise(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_keep_texts(request.actor).require()
    text = find_text(request.actor, pk)
    kept = {"title": text.title, "level": text.level, "issued_by": text.issued_by}
    form = TextForm(request.POST or None, initial=kept)

    def revise() -> LegalText:
        typed = form.cleaned_data
        return services.revise_text(
            actor=request.actor, text=text, facts=form.facts, reason=typed["reason"], title=typed["title"]
        )

    return _form_page(request, form, revise, {"verb": "登记新版本", "text": text})


@require_http_methods(["GET", "POST"])
def text_correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_keep_texts(request.actor).require()
    text = find_text(request.actor, pk)
    form = TextForm(request.POST or None, initial=as_typed(text))
    form.fields["title"].disabled = True

    def correct() -> LegalText:
        return services.correct_text(
            actor=request.actor, text=text, facts=form.facts, reason=form.cleaned_data["reason"]
        )

    return _form_page(request, form, correct, {"verb": "更正登记", "text": text})


@require_http_methods(["GET", "POST"])
def text_repeal(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_keep_texts(request.actor).require()
    text = find_text(request.actor, pk)
    form = RepealForm(request.POST or None)

    def repeal() -> LegalText:
        return services.repeal_text(actor=request.actor, text=text, **form.cleaned_data)

    return _form_page(request, form, repeal, {"verb": "登记废止", "text": text})


def _form_page(
    request: StaffRequest, form: forms.Form, act: Callable[[], LegalText], facts: dict[str, Any]
) -> HttpResponse:
    refusal = None
    if form.is_valid():
        try:
            text = act()
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, f"已登记：{text}。")
            return redirect("text_detail", text.pk)
    facts |= {"form": form, "refusal": refusal}
    return render(request, "law/text_form.html", facts, status=refusal.status if refusal else 200)


def _cells(text: LegalText) -> list[Any]:
    return [
        text.title,
        text.get_level_display(),
        text.issued_by,
        text.document_no,
        text.version,
        text.in_force_from,
        text.in_force_until,
        standing_of(text, moments.today())[1],
        text.get_confidence_display(),
        text.note,
    ]
