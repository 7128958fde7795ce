"""The visit sheet of a partner, to print and to fill in."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from mingcha.accounts.requests import StaffRequest
from mingcha.common.lists import XLSX
from mingcha.draws.exports import sheet_book
from mingcha.draws.queries.partner_sheet import partner_sheet
from mingcha.plans.policies import can_read_drawn
from mingcha.plans.queries.participations import find_participation


@require_GET
def participation_sheet(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The sheet as it is printed."""
    participation = find_participation(request.actor, pk)
    can_read_drawn(request.actor).require()
    sheet = partner_sheet(request.actor, participation)
    return render(request, "draws/partner_sheet.html", {"sheet": sheet, "part": participation})


@require_GET
def participation_sheet_book(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same as a workbook, with the results to fill in."""
    participation = find_participation(request.actor, pk)
    can_read_drawn(request.actor).require()
    content = sheet_book(partner_sheet(request.actor, participation))
    name = f"{participation.campaign.number}检查任务单（{participation}）.xlsx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(content, content_type=XLSX, headers=headers)
