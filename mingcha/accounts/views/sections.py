"""Pages about 股、所、室、队."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts import services
from mingcha.accounts.forms import OfficeNameForm, SectionForm
from mingcha.accounts.models import Section
from mingcha.accounts.policies import can_manage_people, can_see_people
from mingcha.accounts.queries import find_section, office_of, section_tree
from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import UNPROCESSABLE, Refusal
from mingcha.common.lists import export_xlsx
from mingcha.common.workbooks.writer import Value

HEADINGS = ("名称", "上级", "在岗人员")


@require_GET
def section_list(request: StaffRequest) -> HttpResponse:
    can_see_people(request.actor).require()
    tree = section_tree(request.actor)
    if request.GET.get("export"):
        rows: list[list[Value]] = [[one.section.name, _parent(one.section), one.people] for one in tree]
        return export_xlsx("股所室队.xlsx", "股所室队", HEADINGS, rows)
    shown = {"tree": tree, "may_manage": can_manage_people(request.actor)}
    return render(request, "accounts/section_list.html", shown)


@require_http_methods(["GET", "POST"])
def office_rename(request: StaffRequest) -> HttpResponse:
    """The office's name; its code stays."""
    can_manage_people(request.actor).require()
    office = office_of(request.actor)
    form = OfficeNameForm(request.POST or None, initial={"name": office.name})
    refusal = None
    if form.is_valid():
        try:
            services.rename_office(actor=request.actor, **form.cleaned_data)
        except Refusal as no:
            refusal = no
        else:
            return _back(request, "机构名称已改。已公告的抽取和已公布的计划文件保留原名称。")
    status = refusal.status if refusal else UNPROCESSABLE if form.errors else 200
    shown = {"form": form, "refusal": refusal, "office": office}
    return render(request, "accounts/office_rename.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def section_create(request: StaffRequest) -> HttpResponse:
    can_manage_people(request.actor).require()
    form = SectionForm(request.POST or None, scope=request.actor)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            services.add_section(
                actor=request.actor, name=form.cleaned_data["name"], parent=form.chosen_parent()
            )
        except Refusal as no:
            refusal = no
        else:
            return _back(request, "已设立。")
    return _form_page(request, form, refusal, None)


@require_http_methods(["GET", "POST"])
def section_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_manage_people(request.actor).require()
    section = find_section(request.actor, pk)
    first = {"name": section.name, "parent": str(section.parent_id or "")}
    form = SectionForm(request.POST or None, scope=request.actor, initial=first)
    refusal = None
    if request.method == "POST" and form.is_valid():
        name, parent = form.cleaned_data["name"], form.chosen_parent()
        try:
            services.change_section(actor=request.actor, section=section, name=name, parent=parent)
        except Refusal as no:
            refusal = no
        else:
            return _back(request, "已保存。")
    return _form_page(request, form, refusal, section)


@require_POST
def section_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    section = find_section(request.actor, pk)
    services.remove_section(actor=request.actor, section=section)
    return _back(request, f"已撤销{section.name}。")


def _form_page(
    request: StaffRequest, form: SectionForm, refusal: Refusal | None, section: Section | None
) -> HttpResponse:
    shown = {"form": form, "refusal": refusal, "section": section}
    status = UNPROCESSABLE if refusal or form.errors else 200
    return render(request, "accounts/section_form.html", shown, status=status)


def _back(request: StaffRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("section_list")


def _parent(section: Section) -> str:
    return section.parent.name if section.parent else ""
