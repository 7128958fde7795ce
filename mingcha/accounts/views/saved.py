"""Saved views of lists: kept and dropped from the list itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.accounts.services import drop_view, keep_view


@require_POST
def view_keep(request: StaffRequest) -> HttpResponse:
    sent = request.POST
    view = keep_view(
        actor=request.actor,
        page=sent.get("page", ""),
        title=sent.get("title", ""),
        query=sent.get("query", ""),
        is_shared="is_shared" in sent,
    )
    messages.success(request, f"已保存“{view.title}”。")
    return redirect(f"{reverse(view.page)}?{view.query}")


@require_POST
def view_drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    dropped = drop_view(actor=request.actor, view=pk)
    messages.success(request, f"已删去保存的条件“{dropped.title}”。")
    return redirect(dropped.page)
