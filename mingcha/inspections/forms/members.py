"""What people type when somebody else goes on a visit. Nothing is preset."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mingcha.draws.rules.changes import VACANCY_WORDS
from mingcha.inspections.queries.coverage import Place
from mingcha.inspections.services import NewMember
from mingcha.intake.forms import ProofField
from mingcha.law.forms import DayField

Choices = Iterable[tuple[str, str]]


def key_of(place: Place) -> str:
    """A seat with who holds it, as the form offers it."""
    return f"{place.group}/{place.seat}/{place.inspector}"


class MemberForm(forms.Form):
    """Who takes whose seat, why, and on what paper it stands."""

    button = "提出换人"

    seat = forms.ChoiceField(label="原来的人")
    reason = forms.ChoiceField(label="不能参加的原因", choices=[("", "请选择"), *VACANCY_WORDS.items()])
    words = forms.CharField(
        label="情况说明",
        max_length=200,
        help_text="加密保存，只给办理的人看；利害关系、患病和请假（另一人确认）、执法证变动先在名录库登记。",
    )
    inspector = forms.ChoiceField(
        label="接替的人", help_text="只列名录库里当天持证在岗、没有利害关系、不在本组的人。"
    )
    made_on = DayField(label="平台重新抽取的日期", help_text="例如2026-06-18")
    receipt_no = forms.CharField(label="平台回执号", max_length=64)
    scan = ProofField(label="平台截图或者纸质回执", required=True)

    def __init__(
        self, *args: Any, seats: Choices, people: Choices, is_platforms: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", "请选择"), *seats]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["inspector"].choices = [("", "请选择"), *people]  # type: ignore[attr-defined]  # likewise
        if not is_platforms:
            self.fields["made_on"].label = "另行派人的日期"
            self.fields["receipt_no"].label = "批示文号"
            self.fields["receipt_no"].required = False
            self.fields["scan"].label = "局领导另行派人的批示"

    @property
    def change(self) -> NewMember:
        """As the service takes it."""
        told = dict(self.cleaned_data)
        group, seat, left = told.pop("seat").split("/")
        return NewMember(group=group, seat=int(seat), left=left, **told)
