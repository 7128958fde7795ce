"""Past imports, and the empty form of a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingcha.accounts.requests import StaffRequest
from mingcha.common.lists import export_xlsx, paginate
from mingcha.intake.policies import can_list_imports
from mingcha.intake.queries import imports_of
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import Subject, registered


@require_GET
def import_list(request: StaffRequest) -> HttpResponse:
    can_list_imports(request.actor).require()
    readable = {
        kind: subject.title for kind, subject in registered().items() if subject.can_read(request.actor)
    }
    chosen = request.GET.get("kind", "")
    kinds = [chosen] if chosen in readable else list(readable)
    page = paginate(request, imports_of(request.actor, kinds))
    rows = [(batch, registered()[batch.kind], f"{batch.kind}_import_preview") for batch in page]
    facts = {"page": page, "rows": rows, "kinds": list(readable.items()), "chosen": chosen, "life": IMPORT}
    return render(request, "intake/import_list.html", facts)


@require_GET
def import_template(request: StaffRequest, subject: Subject) -> HttpResponse:
    subject.can_import(request.actor).require()
    headings = [column.title for column in subject.columns_for(request.actor)]
    return export_xlsx(f"{subject.title}（空白表样）.xlsx", subject.title, headings, [])
