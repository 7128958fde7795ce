"""What anybody may open with the code on a paper: is the notice genuine, say how the visit was, a receipt."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.common import moments
from mingcha.common.access import kept_by_nobody, public
from mingcha.common.errors import Refusal, Unknown
from mingcha.inspections.forms.feedback import ComplaintForm, RatingForm
from mingcha.inspections.queries.public import public_notice, public_receipt
from mingcha.inspections.services import complain, rate_visit


@public
@require_GET
def public_notice_page(request: HttpRequest, token: str) -> HttpResponse:
    """Genuine or not; who comes, when, for what; which edition counts."""
    try:
        found = public_notice(token)
    except Unknown as refusal:
        return _unknown(request, refusal)
    facts = {"found": found, "today": moments.today()}
    return kept_by_nobody(render(request, "inspections/public_notice.html", facts))


@public
@require_http_methods(["GET", "POST"])
def public_rate(request: HttpRequest, token: str) -> HttpResponse:
    """The one rating."""
    form = RatingForm(request.POST if request.method == "POST" else None)
    facts = {
        "title": "评价这次检查",
        "button": "提交评价",
        "done": "评价已收到，只由纪检监督人员查看。谢谢您。",
    }
    return _told(request, token, form, facts, lambda: rate_visit(token=token, rating=form.rating))


@public
@require_http_methods(["GET", "POST"])
def public_complain(request: HttpRequest, token: str) -> HttpResponse:
    """A complaint, at any time."""
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    facts = {"title": "投诉", "button": "提交投诉", "done": "投诉已收到。"}
    return _told(request, token, form, facts, lambda: complain(token=token, complaint=form.complaint))


@public
@require_GET
def public_receipt_page(request: HttpRequest, token: str) -> HttpResponse:
    """That this version was handed in, and which one counts now."""
    try:
        facts = {"found": public_receipt(token)}
    except Unknown as refusal:
        return _unknown(request, refusal)
    return kept_by_nobody(render(request, "inspections/public_receipt.html", facts))


def _told(
    request: HttpRequest,
    token: str,
    form: django_forms.Form,
    facts: dict[str, Any],
    act: Callable[[], object],
) -> HttpResponse:
    """The form, or thanks once it was taken."""
    refusal, is_done = None, False
    try:
        found = public_notice(token)
    except Unknown as unknown:
        return _unknown(request, unknown)
    if request.method == "POST" and form.is_valid():
        try:
            act()
            is_done = True
        except Refusal as raised:
            refusal = raised
    told = {**facts, "found": found, "form": form, "refusal": refusal, "is_done": is_done}
    answer = render(
        request, "inspections/public_feedback.html", told, status=refusal.status if refusal else 200
    )
    return kept_by_nobody(answer)


def _unknown(request: HttpRequest, refusal: Unknown) -> HttpResponse:
    """Not a paper of this office."""
    facts = {"refusal": refusal}
    return kept_by_nobody(render(request, "inspections/public_unknown.html", facts, status=404))
