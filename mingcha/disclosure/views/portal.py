"""What anybody may open without login: the front page, lists of what is public, companies, figures, files."""

import posixpath
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mingcha.common.access import public
from mingcha.common.errors import Unknown
from mingcha.common.lists import download, paginate
from mingcha.disclosure.queries.companies import companies, company_records, count_parts, names_of_part
from mingcha.disclosure.queries.disclosed import public_record, withdrawn_of_holder
from mingcha.disclosure.queries.kinds import Kind, all_kinds, find_kind, public_rows
from mingcha.disclosure.queries.portal import figures, last_checkpoint, listed, parts
from mingcha.disclosure.queries.verifier import verifier_program
from mingcha.disclosure.rules.addresses import file_of
from mingcha.disclosure.rules.fields import PAGE, csv_of, json_of, schema_of, script_of

SCRIPT = "text/javascript; charset=utf-8"
CSV, JSON, PLAIN = "text/csv; charset=utf-8", "application/json", "text/plain; charset=utf-8"


@public
@require_GET
def public_portal(request: HttpRequest) -> HttpResponse:
    """Everything that is public, and the search by company."""
    facts = {"parts": [(part, page_of(part.kind)) for part in parts()], "checkpoint": last_checkpoint()}
    return render(request, "disclosure/portal.html", facts)


@public
@require_GET
def public_companies(request: HttpRequest) -> HttpResponse:
    """Companies by name or code; what was asked is not kept."""
    words = request.GET.get("q", "").strip()
    facts = {
        "page": paginate(request, companies(words)),
        "words": words,
        "parts": lambda: range(1, count_parts() + 1),
    }
    return render(request, "disclosure/companies.html", facts)


@public
@require_GET
def public_company_names(request: HttpRequest, part: int) -> HttpResponse:
    """A part of all companies as a script that names them: what the carried site is searched in."""
    here = posixpath.dirname(_carried("public_companies"))
    rows = [
        (one.name, one.code, posixpath.relpath(_carried("public_company", one.code), here))
        for one in names_of_part(part)
    ]
    return HttpResponse(script_of(part, rows), content_type=SCRIPT)


@public
@require_GET
def public_company(request: HttpRequest, code: str) -> HttpResponse:
    """All that is public of one company."""
    found = company_records(code)
    withdrawn = [(find_kind(one.kind), one) for one in withdrawn_of_holder(code)]
    facts = {"company": found.company, "tables": found.parts, "withdrawn": withdrawn}
    return render(request, "disclosure/company.html", facts)


@public
@require_GET
def public_figures(request: HttpRequest) -> HttpResponse:
    """How much of each kind a year has; every number opens its rows."""
    return render(request, "disclosure/figures.html", {"years": figures()})


@public
@require_GET
def public_records(request: HttpRequest, key: str) -> HttpResponse:
    """All public rows of a kind, of one year or of all, with its files."""
    kind = find_kind(key)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) <= 4 else None
    found = listed(kind)
    facts = {
        "kind": kind,
        "page": paginate(request, found.of_year(year)),
        "years": list(found.by_year),
        "year": year,
        "best": page_of(kind) if kind.page else "",
        "withdrawn": [(kind, one) for one in found.withdrawn],
    }
    return render(request, "disclosure/records.html", facts)


@public
@require_GET
def public_record_page(request: HttpRequest, key: str, record: str) -> HttpResponse:
    """One record with its corrections; once withdrawn, that it was, why and when, and nothing of what it
    said."""
    found = public_record(find_kind(key), record)
    if found.now is None:
        return render(request, "disclosure/withdrawn.html", {"found": found}, status=HTTPStatus.GONE)
    values = [(field, found.now[field.key]) for field in found.kind.fields if field.key != PAGE]
    return render(request, "disclosure/record.html", {"found": found, "values": values})


@public
@require_GET
def public_open(request: HttpRequest) -> HttpResponse:
    """The files of every kind, for machines."""
    return render(request, "disclosure/open.html", {"kinds": all_kinds()})


@public
@require_GET
def public_records_csv(request: HttpRequest, key: str) -> HttpResponse:
    kind = find_kind(key)
    return download(csv_of(kind.fields, public_rows(kind)), f"{kind.noun}.csv", CSV)


@public
@require_GET
def public_records_json(request: HttpRequest, key: str) -> HttpResponse:
    kind = find_kind(key)
    return HttpResponse(json_of(kind.fields, public_rows(kind)), content_type=JSON)


@public
@require_GET
def public_records_schema(request: HttpRequest, key: str) -> HttpResponse:
    kind = find_kind(key)
    return HttpResponse(schema_of(kind.noun, kind.fields), content_type=JSON)


@public
@require_GET
def public_verifier(request: HttpRequest) -> HttpResponse:
    """How to recompute a draw on one's own machine."""
    return render(request, "disclosure/verifier.html")


@public
@require_GET
def public_verifier_program(request: HttpRequest) -> HttpResponse:
    return download(verifier_program(), "drawproof.pyz", "application/octet-stream")


@public
@require_GET
def public_checkpoint(request: HttpRequest) -> HttpResponse:
    """The last signed note over the log, to be compared by whoever kept an earlier one."""
    found = last_checkpoint()
    if found is None:
        raise Unknown("no-checkpoint", "日志还没有签过检查点。", title="没有找到")
    return HttpResponse(found.note, content_type=PLAIN)


def _carried(name: str, *path: str) -> str:
    """The file in which a page is carried."""
    return file_of(reverse(name, args=path), front=reverse("public_portal"), static=settings.STATIC_URL)


def page_of(kind: Kind) -> str:
    """The page that shows the kind best."""
    return reverse(kind.page) if kind.page else reverse("public_records", args=[kind.key])
