"""The filter row of the ledger."""

from typing import Any

from django import forms

from mingcha.accounts.actors import Actor
from mingcha.oversight.queries.acts import ActFilter, acts_of_office


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
