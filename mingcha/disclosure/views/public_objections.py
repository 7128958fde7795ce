"""By the code on its receipt a party objects to the published result and reads what it was answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from mingcha.common.access import kept_by_nobody, public
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.uploads import MemoryOnly, was_cut
from mingcha.disclosure.models import Objection
from mingcha.disclosure.objection_forms import ObjectionForm, TakeBackForm
from mingcha.disclosure.queries.objections import (
    ObjectionLine,
    ReceiptObjections,
    code_of,
    receipt_objections,
)
from mingcha.disclosure.rules.objections import ONLINE
from mingcha.disclosure.services import take_back_objection, take_objection
from mingcha.disclosure.states import OBJECTION
from mingcha.intake.rules import PROOF_BYTES

TOO_LARGE = f"文件超过{PROOF_BYTES // 2**20}MB，没有收下。请降低扫描分辨率，或者只附有关的几页。"
# Carries the code from the objection to the page that shows it once: an address would stand in logs.
CODE_COOKIE, CODE_SECONDS = "objection_code", 600


@public
@csrf_exempt  # the token is checked by `_objection`, once the handler that ends large files is in place
@require_http_methods(["GET", "POST"])
def public_objection(request: HttpRequest, token: str) -> HttpResponse:
    """What was objected to and answered, and the form to object."""
    request.upload_handlers = [MemoryOnly(request, PROOF_BYTES)]
    return kept_by_nobody(_objection(request, token))


@csrf_protect
def _objection(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = receipt_objections(token)
    except Unknown as unknown:
        return render(request, "inspections/public_unknown.html", {"refusal": unknown}, status=404)
    if request.method != "POST":
        return _page(request, found, ObjectionForm())
    if "code" in request.POST:
        return _take_back(request, token, found)
    form = ObjectionForm(request.POST, request.FILES)
    if was_cut(request):
        form.add_error("scan", TOO_LARGE)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        row = take_objection(token=token, said=form.said)
    except Refusal as refusal:
        return _page(request, found, form, refusal)
    return _taken(request, token, row)


def _taken(request: HttpRequest, token: str, row: Objection) -> HttpResponse:
    """To the page that shows the code once."""
    page = reverse("public_objection", args=[token])
    answer = redirect(f"{page}?taken={row.number}")
    answer.set_cookie(
        CODE_COOKIE,
        code_of(row),
        max_age=CODE_SECONDS,
        path=page,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return answer


def _take_back(request: HttpRequest, token: str, found: ReceiptObjections) -> HttpResponse:
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return _page(request, found, ObjectionForm(), back=form)
    try:
        take_back_objection(token=token, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, found, ObjectionForm(), refusal, back=form)
    return redirect("public_objection", token)


def _page(
    request: HttpRequest,
    found: ReceiptObjections,
    form: ObjectionForm,
    refusal: Refusal | None = None,
    back: TakeBackForm | None = None,
) -> HttpResponse:
    taken = request.GET.get("taken", "")
    line = next((one for one in found.lines if str(one.row.number) == taken), None)
    # Told to whoever has just objected; others who hold the receipt do not know it.
    is_told = line is not None and request.COOKIES.get(CODE_COOKIE) == code_of(line.row)
    facts = {
        "found": found,
        "form": form,
        "refusal": refusal,
        "life": OBJECTION,
        "lines": [(one, _back(one, back)) for one in found.lines],
        "taken": line,
        "code": code_of(line.row) if line and is_told else "",
    }
    status = refusal.status if refusal else 200
    answer = render(request, "disclosure/public_objection.html", facts, status=status)
    if is_told:
        answer.delete_cookie(CODE_COOKIE, path=request.path, samesite="Strict")
    return answer


def _back(line: ObjectionLine, typed: TakeBackForm | None) -> TakeBackForm | None:
    """The form by which this one may be taken back, as it was typed; None where it may not."""
    row = line.row
    if row.way != ONLINE or not OBJECTION.may("take-back", row.state):
        return None
    if typed is not None and typed.data.get("number") == str(row.number):
        return typed
    return TakeBackForm(initial={"number": row.number}, auto_id=f"back{row.number}_%s")
