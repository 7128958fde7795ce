"""The whole course of one target."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mingcha.accounts.requests import StaffRequest
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.oversight.queries.histories import Happening, target_history
from mingcha.registers.policies import can_read_registers

HEADINGS = ("日志条号", "时间", "办理", "办理人", "理由", "导入文件", "涉及", "内容")


@require_GET
def target_course(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    found = target_history(request.actor, pk)
    if request.GET.get("export"):
        rows = [row for happening in found.happenings for row in _rows(happening)]
        return export_xlsx(f"{found.target.code}全部经过.xlsx", f"{found.target}全部经过", HEADINGS, rows)
    page = paginate(request, found.happenings)
    return render(request, "oversight/target_course.html", {"found": found, "page": page})


def _rows(happening: Happening) -> list[list[Value]]:
    """One row a record that the act touched."""
    return [
        [
            happening.number,
            timezone.localtime(happening.at),
            happening.word,
            happening.actor_name,
            happening.reason,
            happening.file_name,
            part.noun,
            part.word or "；".join(f"{title}：{old}→{new}" for title, old, new in part.changed),
        ]
        for part in happening.parts
    ]
