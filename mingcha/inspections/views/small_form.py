"""A page with one short form about a visit, and back to the visit once it was done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.inspections.queries.page import VisitPage

DONE = "已登记，摘要已记入留痕日志。"


def answer_small_form(
    request: StaffRequest,
    page: VisitPage,
    form: forms.Form,
    title: str,
    act: Callable[[], Any],
    done: str = DONE,
    *,
    why: str = "",
) -> HttpResponse:
    """The form under its `why`, or after the act the page of the visit, which says `done`. A form may name
    its own `button`."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            act()
            messages.success(request, done)
            return redirect("inspection_detail", page.row.pk)
        except Refusal as raised:
            refusal = raised
    facts = {"page": page, "form": form, "refusal": refusal, "title": title, "why": why}
    return render(request, "inspections/small_form.html", facts, status=refusal.status if refusal else 200)
