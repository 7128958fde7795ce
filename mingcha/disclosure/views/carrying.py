"""The staff's page of 公示: make the files, take them away, say that they were carried, set where they are
read."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.disclosure import policies, services
from mingcha.disclosure.forms import AddressForm
from mingcha.disclosure.models import SiteEdition
from mingcha.disclosure.queries.editions import address_on, carrying, editions, site_addresses
from mingcha.disclosure.queries.site_work import site_work
from mingcha.disclosure.states import EDITION

HEADINGS = (
    *("第几次", "状态", "文件数", "字节数", "文件清单摘要"),
    *("生成人", "生成时间", "上传人", "上传时间"),
)


@never_cache
@require_GET
def disclosure_home(request: StaffRequest) -> HttpResponse:
    """What was made and carried when, by whom, and what is different since."""
    policies.can_see_editions(request.actor).require()
    if request.GET.get("export"):
        rows = map(_cells, editions(request.actor))
        return export_xlsx("公示文件.xlsx", "公示文件", HEADINGS, rows)
    work = site_work(request.actor.office_id)
    if request.htmx:
        return _progress(request, work)
    facts = {
        "stands": carrying(request.actor),
        "work": work,
        "page": paginate(request, editions(request.actor)),
        "life": EDITION,
        "address": address_on(request.actor, moments.today()),
        "may_make": policies.can_make_site(request.actor),
        "may_confirm": policies.can_confirm_carried(request.actor),
    }
    return render(request, "disclosure/carrying.html", facts)


@require_POST
def site_make(request: StaffRequest) -> HttpResponse:
    made = services.make_by_button(actor=request.actor)
    if made is None:
        messages.success(request, "正在生成，可以离开本页。")
    elif made.is_new:
        messages.success(request, f"已生成{made.edition}，{made.since_carried.words}。")
    else:
        messages.success(request, "公示内容没有变化，文件没有改动。")
    return redirect("disclosure_home")


@require_POST
def site_carried(request: StaffRequest) -> HttpResponse:
    number = request.POST.get("number", "")
    edition = services.confirm_carried(actor=request.actor, number=int(number) if number.isdecimal() else 0)
    messages.success(request, f"已登记：{edition}已上传。")
    return redirect("disclosure_home")


@require_GET
def site_download(request: StaffRequest, part: str) -> FileResponse:
    """An archive with the files and the list for whoever carries."""
    content, name = services.pack_site(actor=request.actor, part=part)
    return FileResponse(content, as_attachment=True, filename=name)


@require_http_methods(["GET", "POST"])
def site_address(request: StaffRequest) -> HttpResponse:
    """Where the files are read, every address that was set; a leader sets the next."""
    policies.can_see_editions(request.actor).require()
    may_set = policies.can_set_address(request.actor)
    form = AddressForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        may_set.require()
        try:
            if form.is_valid():
                services.set_address(actor=request.actor, **form.cleaned_data)
                messages.success(request, "公示网址已保存。")
                return redirect("site_address")
        except Refusal as raised:
            refusal = raised
    rows = site_addresses(request.actor)
    facts = {"form": form, "rows": rows, "may_set": may_set, "refusal": refusal}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "disclosure/site_address.html", facts, status=status)


def _progress(request: StaffRequest, work: Any) -> HttpResponse:
    """The box alone; when the work has ended the whole page is read again."""
    if work is None or not work.is_running:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "disclosure/_site_work.html", {"work": work})


def _cells(one: SiteEdition) -> tuple[Any, ...]:
    told = (one.number, one.get_state_display(), one.files, one.size, one.sha256)
    return (*told, one.made_by, one.made_at, one.carried_by, one.carried_at)
