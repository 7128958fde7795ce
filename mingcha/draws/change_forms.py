"""What people type about changes after a draw."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from mingcha.draws.rules.changes import VACANCY_WORDS, WITHDRAWAL_WORDS
from mingcha.intake.forms import ProofField
from mingcha.registers.rules.staff import INTERESTS

SEAT_PARTS = 4


class OwnInterestForm(forms.Form):
    """An interest in the party of an own visit; of several parties, in which."""

    parties = forms.MultipleChoiceField(label="与哪个单位", widget=forms.CheckboxSelectMultiple)

    kind = forms.ChoiceField(label="种类", choices=[("", "请选择"), *INTERESTS.items()])
    relation = forms.CharField(label="关系", max_length=64, help_text="例如配偶任职、近亲属持股、曾任职。")
    scan = ProofField()

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(parties) > 1:
            self.fields["parties"].choices = parties  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["parties"]


class VisitForm(forms.Form):
    """Which visit a change is about, by its number on the lists."""

    visit = forms.IntegerField(label="户次", min_value=1, help_text="照结果名单上的户次号填写。")

    def __init__(self, *args: Any, visit_of: Callable[[int], str | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit_of = visit_of

    def clean_visit(self) -> str:
        """The visit's code in the draw."""
        number = self.cleaned_data["visit"]
        found = self.visit_of(number)
        if found is None:
            raise forms.ValidationError(f"没有第{number}户次，请核对户次号。")
        return found


class SeatForm(forms.Form):
    """Whose seat is left, and why. Nothing is preset."""

    seat = forms.ChoiceField(label="席位")
    reason = forms.ChoiceField(label="退出原因", choices=[("", "请选择"), *VACANCY_WORDS.items()])
    words = forms.CharField(
        label="情况说明", max_length=200, help_text="加密保存，只留存本局；不写去查哪家单位。"
    )
    scan = ProofField(required=True)

    def __init__(self, *args: Any, seats: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", "请选择"), *seats]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_seat(self) -> str:
        """`visit/group/seat/holder`, as the page offers it."""
        parts = str(self.cleaned_data["seat"]).split("/")
        if len(parts) != SEAT_PARTS or not (parts[2].isascii() and parts[2].isdecimal()):
            raise forms.ValidationError("没有这个席位，请从列表中选。")
        return "/".join(parts)

    @property
    def place(self) -> tuple[tuple[str, str, int], str]:
        """The seat, and who holds it as the page showed it."""
        visit, group, seat, left = self.cleaned_data["seat"].split("/")
        return (visit, group, int(seat)), left


class UnitGoneForm(forms.Form):
    """Which unit cannot be visited, and why. Nothing is preset."""

    unit = forms.CharField(label="对象编码", max_length=47, help_text="照名录库填写；须在本次抽取的范围内。")
    reason = forms.ChoiceField(label="退出原因", choices=[("", "请选择"), *WITHDRAWAL_WORDS.items()])
    words = forms.CharField(label="情况说明", max_length=200, help_text="何时何地怎样核实，不写个人信息。")
    scan = ProofField(required=True)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units:
            label = "对象"
            self.fields["unit"] = forms.ChoiceField(label=label, choices=[("", "请选择"), *units])


class DeclineForm(forms.Form):
    """Why a unit is to be visited after all."""

    words = forms.CharField(label="不予确认的理由", max_length=200)
