"""The filter rows of the ledger and of the overview."""

from typing import Any

from django import forms

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER
from mingcha.oversight.queries.acts import ActFilter, acts_of_office
from mingcha.oversight.queries.overview import Span, sections, years


class ActFilterForm(forms.Form):
    """Empty fields narrow nothing; a value that does not read is left out."""

    name = forms.CharField(label="办理人", required=False, max_length=32)
    act = forms.ChoiceField(label="办理", required=False)
    since = forms.DateField(label="自", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="至", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, scope: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", "全部"), *acts_of_office(scope)]  # type: ignore[attr-defined]

    def narrow(self) -> ActFilter:
        self.is_valid()
        return ActFilter(**self.cleaned_data)


class SpanForm(forms.Form):
    """Year and section of an overview; who leads no office has one section and is offered none."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    section = forms.ChoiceField(label="股室", required=False)

    def __init__(self, scope: Actor, span: Span) -> None:
        super().__init__(initial={"year": span.year, "section": str(span.section_id or "")})
        self.fields["year"].choices = [(year, f"{year}年") for year in years(scope, span)]  # type: ignore[attr-defined]
        if not scope.has(LEADER):
            del self.fields["section"]
            return
        offered = [(str(one.pk), one.name) for one in sections(scope)]
        self.fields["section"].choices = [("", "全局"), *offered]  # type: ignore[attr-defined]
