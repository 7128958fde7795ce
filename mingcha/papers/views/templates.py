"""Pages of templates: what is in force for each paper, a sample of it, replacing it, going back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.papers import policies
from mingcha.papers.forms import TemplateForm
from mingcha.papers.queries import templates as queries
from mingcha.papers.rules.samples import FIELD_WORDS, required_of
from mingcha.papers.services import replace_template, restore_template
from mingcha.papers.services.replace_template import BYTES


@require_GET
def template_list(request: StaffRequest) -> HttpResponse:
    policies.can_see_numbers(request.actor).require()
    facts = {
        "lines": queries.template_lines(request.actor),
        "may_replace": policies.can_replace_templates(request.actor),
    }
    return render(request, "papers/template_list.html", facts)


@require_http_methods(["GET", "POST"])
def template_replace(request: StaffRequest, kind: str) -> HttpResponse:
    """Upload an office's own template; it is tried on the sample first."""
    policies.can_replace_templates(request.actor).require()
    line, refusal = queries.template_line(request.actor, kind), None
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        told = {"content": file.read(BYTES + 1), "file_name": file.name or ""}
        try:
            made = replace_template(actor=request.actor, kind=kind, **told)
            messages.success(request, f"{line.title}今后用{made}；以前制作的文书不变。")
            return redirect("template_list")
        except Refusal as raised:
            refusal = raised
    parts = [(key, FIELD_WORDS[key]) for key in required_of(kind)]
    facts = {"form": form, "refusal": refusal, "line": line, "parts": parts}
    return render(request, "papers/template_replace.html", facts, status=refusal.status if refusal else 200)


@require_POST
def template_restore(request: StaffRequest, kind: str) -> HttpResponse:
    policies.can_replace_templates(request.actor).require()
    withdrawn = restore_template(actor=request.actor, kind=kind)
    messages.success(request, f"{withdrawn}已停用，今后用系统模板；以前制作的文书不变。")
    return redirect("template_list")


@require_GET
def template_download(request: StaffRequest, kind: str) -> HttpResponse:
    """The text of a template: one of the office's versions, or the shipped one."""
    policies.can_see_numbers(request.actor).require()
    line = queries.template_line(request.actor, kind)
    text = queries.template_text(line, request.GET.get("version", ""))
    return _file(text.encode(), f"{line.title}.typ", "text/plain; charset=utf-8")


@require_GET
def template_sample(request: StaffRequest, kind: str) -> HttpResponse:
    """What is in force, typeset with invented content."""
    policies.can_see_numbers(request.actor).require()
    line = queries.template_line(request.actor, kind)
    return _file(queries.sample_pdf(line), f"{line.title}样张.pdf", "application/pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
