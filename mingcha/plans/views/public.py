"""The published plans, for anybody: read, compared, downloaded. No script, no login."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingcha.common.access import public
from mingcha.common.errors import Unknown
from mingcha.common.lists import download
from mingcha.common.papers.docx import MEDIA_TYPE, write_docx
from mingcha.plans.exports import plan_book
from mingcha.plans.models import PlanVersion
from mingcha.plans.queries import public_plans as queries
from mingcha.plans.queries.plan_papers import paper_content
from mingcha.plans.queries.plans import paper_of
from mingcha.plans.rules.plan_words import differences_of


@public
@require_GET
def public_plans(request: HttpRequest) -> HttpResponse:
    """The plan of the latest year that has one."""
    return _version_page(request, queries.latest_public_version())


@public
@require_GET
def public_plan(request: HttpRequest, year: int) -> HttpResponse:
    """What will be inspected in a year, as it was published last."""
    return _version_page(request, _found(year))


@public
@require_GET
def public_plan_version(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One version: the first publication is 0, then the amendments."""
    return _version_page(request, _found(year, number))


@public
@require_GET
def public_plan_paper(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The PDF as it was typeset at the publication."""
    version = _found(year, number)
    if paper_of(version) is None:
        raise Unknown("no-paper", f"{version}没有打印稿，可以下载Excel。", title="没有找到")
    return download(bytes(version.paper.content), f"{_title(version)}.pdf", "application/pdf")


@public
@require_GET
def public_plan_document(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The same paper to be edited on."""
    version = _found(year, number)
    return download(write_docx(paper_content(version)), f"{_title(version)}.docx", MEDIA_TYPE)


@public
@require_GET
def public_plan_workbook(request: HttpRequest, year: int, number: int) -> HttpResponse:
    version = _found(year, number)
    return download(plan_book(_title(version), version.lines), f"{_title(version)}.xlsx")


def _found(year: int, number: int | None = None) -> PlanVersion:
    version = queries.public_version(year, number)
    if version is None:
        raise Unknown("no-such-plan", f"没有公布过这一份{year}年度抽查计划。", title="没有找到")
    return version


def _title(version: PlanVersion) -> str:
    return f"{version.plan.year}年度抽查计划（{version}）"


def _version_page(request: HttpRequest, version: PlanVersion | None) -> HttpResponse:
    former = queries.former_version(version) if version else None
    facts: dict[str, Any] = {
        "version": version,
        "former": former,
        "differences": differences_of(former.lines, version.lines) if former and version else [],
        "versions": queries.versions_of_year(version.plan.year) if version else [],
        "is_latest": version is not None and version == queries.public_version(version.plan.year, None),
        "years": queries.public_years(),
        "paper": paper_of(version) if version else None,
    }
    return render(request, "plans/public_plan.html", facts)
