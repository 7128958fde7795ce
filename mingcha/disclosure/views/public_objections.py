"""By the code on its receipt a party objects to the published result and reads what it was answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from mingcha.common.access import kept_by_nobody, public
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.uploads import MemoryOnly, was_cut
from mingcha.disclosure.objection_forms import ObjectionForm
from mingcha.disclosure.queries.objections import ReceiptObjections, receipt_objections
from mingcha.disclosure.services import take_objection
from mingcha.disclosure.states import OBJECTION
from mingcha.intake.rules import PROOF_BYTES

TOO_LARGE = f"文件超过{PROOF_BYTES // 2**20}MB，没有收下。请降低扫描分辨率，或者只附有关的几页。"


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
    form = ObjectionForm(request.POST, request.FILES)
    if was_cut(request):
        form.add_error(
            "scan", f"文件超过{PROOF_BYTES // 2**20}MB，没有收下。请降低扫描分辨率，或者只附有关的几页。"
        )
    if not form.is_valid():
        return _page(request, found, form)
    try:
        row = take_objection(token=token, said=form.said)
    except Refusal as refusal:
        return _page(request, found, form, refusal)
    return redirect(f"{reverse('public_objection', args=[token])}?taken={row.number}")


def _page(
    request: HttpRequest, found: ReceiptObjections, form: ObjectionForm, refusal: Refusal | None = None
) -> HttpResponse:
    taken = request.GET.get("taken", "")
    facts = {
        "found": found,
        "form": form,
        "refusal": refusal,
        "life": OBJECTION,
        "taken": next((one for one in found.lines if str(one.row.number) == taken), None),
    }
    status = refusal.status if refusal else 200
    return render(request, "disclosure/public_objection.html", facts, status=status)
