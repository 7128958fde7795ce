"""Pages about people: list, one person, open, correct, first password, leave, return."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts import services
from mingcha.accounts.forms import (
    ChangePersonForm,
    GrantForm,
    LeaveForm,
    NewPersonForm,
    PeopleFilterForm,
    ReasonForm,
)
from mingcha.accounts.models import Person
from mingcha.accounts.policies import can_grant_roles, can_manage_people, can_see_people
from mingcha.accounts.queries import (
    find_person,
    grants_of,
    open_work,
    people,
    people_waiting_for_roles,
    person_history,
)
from mingcha.accounts.requests import StaffRequest
from mingcha.accounts.rules import ROLES, role_words
from mingcha.accounts.services import NewPerson
from mingcha.accounts.words import ACTS
from mingcha.common.errors import UNPROCESSABLE, Refusal
from mingcha.common.lists import export_xlsx, paginate

HEADINGS = ("姓名", "登录名", "股所室队", "岗位", "电话", "状态")


@require_GET
def people_list(request: StaffRequest) -> HttpResponse:
    can_see_people(request.actor).require()
    form = PeopleFilterForm(request.GET, scope=request.actor)
    found = people(request.actor, form.narrow())
    if request.GET.get("export"):
        return export_xlsx("人员名单.xlsx", "人员名单", HEADINGS, (_row(person) for person in found))
    return render(
        request,
        "accounts/people_list.html",
        {
            "form": form,
            "page": paginate(request, found),
            "in_office": people(request.actor).filter(is_active=True).count(),
            "may_manage": can_manage_people(request.actor),
            "roles": ROLES,
            "listed": _listed(request),
        },
    )


def _listed(request: StaffRequest) -> list[tuple[Person, str, str]]:
    """Whom the staff list gives roles that are to be granted, for who grants them: roles in words, and what
    the page says back."""
    if not can_grant_roles(request.actor):
        return []
    waiting = people_waiting_for_roles(request.actor)
    return [(one, role_words(one.wanted_roles), services.listed_line(one)) for one in waiting]


@require_POST
def roles_grant_listed(request: StaffRequest) -> HttpResponse:
    granted = services.grant_listed_roles(actor=request.actor, seen=request.POST.getlist("seen"))
    messages.success(request, f"已按人员名单授予{len(granted)}个岗位。")
    return redirect("people_list")


@require_GET
def person_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_see_people(request.actor).require()
    return _person_page(request, find_person(request.actor, pk))


@never_cache
@require_http_methods(["GET", "POST"])
def person_create(request: StaffRequest) -> HttpResponse:
    can_manage_people(request.actor).require()
    form = NewPersonForm(request.POST or None, scope=request.actor)
    refusal = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = NewPerson(told["name"], told["username"], form.chosen_section(), told["phone"])
        try:
            person, first = services.open_account(actor=request.actor, new=new, reason=told["reason"])
        except Refusal as no:
            refusal = no
        else:
            return _first_password(request, person, first)
    return _form_page(request, "accounts/person_create.html", form=form, refusal=refusal)


@require_http_methods(["GET", "POST"])
def person_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_manage_people(request.actor).require()
    person = find_person(request.actor, pk)
    form = ChangePersonForm(request.POST or None, scope=request.actor, person=person)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(
                actor=request.actor,
                person=person,
                name=form.cleaned_data["name"],
                section=form.chosen_section(),
                phone=form.chosen_phone(),
                reason=form.cleaned_data["reason"],
            )
        except Refusal as no:
            refusal = no
        else:
            return _told(request, "已保存。", person)
    return _form_page(request, "accounts/person_change.html", form=form, refusal=refusal, person=person)


@never_cache
@require_POST
def person_password(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The answer itself shows the password: it must lie in no session, message or address."""
    person = find_person(request.actor, pk)
    first = services.issue_password(actor=request.actor, person=person)
    return _first_password(request, person, first)


@require_http_methods(["GET", "POST"])
def person_leave(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_manage_people(request.actor).require()
    person = find_person(request.actor, pk)
    form = LeaveForm(request.POST or None, scope=request.actor, person=person)
    refusal = None
    if request.method == "POST" and form.is_valid():
        successor, reason = form.chosen_successor(), form.cleaned_data["reason"]
        try:
            handed = services.leave_office(
                actor=request.actor, person=person, successor=successor, reason=reason
            )
        except Refusal as no:
            refusal = no
        else:
            return _told(request, f"已办理离岗，移交待办{handed}项。", person)
    return _form_page(
        request,
        "accounts/person_leave.html",
        form=form,
        refusal=refusal,
        person=person,
        work=open_work(person),
    )


@require_POST
def person_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = find_person(request.actor, pk)
    services.return_to_office(actor=request.actor, person=person)
    return _told(request, "已恢复在岗。请发放首次密码，岗位由安全管理员授予。", person)


@require_POST
def role_grant(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_grant_roles(request.actor).require()
    person = find_person(request.actor, pk)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _person_page(request, person, grant_form=form)
    try:
        services.grant_role(actor=request.actor, person=person, **form.cleaned_data)
    except Refusal as no:
        return _person_page(request, person, grant_form=form, refusal=no)
    return _told(request, f"已授予{ROLES[form.cleaned_data['role']]}岗位，下一次打开页面时生效。", person)


@require_POST
def head_name(request: StaffRequest, pk: UUID, grant: UUID) -> HttpResponse:
    can_grant_roles(request.actor).require()
    person = find_person(request.actor, pk)
    held = next((each for each in grants_of(person) if each.pk == grant), None)
    if held is None:
        return _person_page(request, person)
    try:
        services.name_head(actor=request.actor, grant=held, reason=request.POST.get("reason", "")[:200])
    except Refusal as no:
        return _person_page(request, person, refusal=no)
    return _told(request, f"{person.name}已设为主要负责人，立即生效。", person)


@require_POST
def role_end(request: StaffRequest, pk: UUID, grant: UUID) -> HttpResponse:
    can_grant_roles(request.actor).require()
    person = find_person(request.actor, pk)
    form = ReasonForm(request.POST, prefix=str(grant))
    held = next((each for each in grants_of(person) if each.pk == grant), None)
    if held is None or not form.is_valid():
        return _person_page(request, person)
    try:
        services.end_role(actor=request.actor, grant=held, reason=form.cleaned_data["reason"])
    except Refusal as no:
        return _person_page(request, person, refusal=no)
    return _told(request, f"已收回{ROLES[held.role]}岗位，立即生效。", person)


def _person_page(
    request: StaffRequest,
    person: Person,
    *,
    grant_form: GrantForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    may_grant = can_grant_roles(request.actor)
    shown = {
        "person": person,
        "grants": [(each, ReasonForm(prefix=str(each.pk))) for each in grants_of(person)],
        "grant_form": grant_form or GrantForm(),
        "work": open_work(person),
        "events": [(event, ACTS.get(event.act, event.act)) for event in person_history(person)],
        "may_manage": can_manage_people(request.actor),
        "may_grant": may_grant,
        "listed": role_words(person.wanted_roles),
    }
    return _form_page(request, "accounts/person_detail.html", form=grant_form, refusal=refusal, **shown)


def _form_page(
    request: StaffRequest, template: str, *, form: object, refusal: Refusal | None, **shown: object
) -> HttpResponse:
    """The page again: above the form the refusal, in the form everything that was typed."""
    status = UNPROCESSABLE if refusal or getattr(form, "errors", None) else 200
    return render(request, template, {"form": form, "refusal": refusal, **shown}, status=status)


def _first_password(request: StaffRequest, person: Person, first: str) -> HttpResponse:
    return render(request, "accounts/first_password.html", {"person": person, "first": first})


def _told(request: StaffRequest, words: str, person: Person) -> HttpResponse:
    messages.success(request, words)
    return redirect("person_detail", person.pk)


def _row(person: Person) -> list[str]:
    grants = getattr(person, "open_grants", [])
    return [
        person.name,
        person.username,
        str(person.section or ""),
        "、".join(ROLES[grant.role] for grant in grants),
        person.phone_masked,
        "在岗" if person.is_active else "已离岗",
    ]
