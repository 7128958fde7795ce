"""The form of one item, with the fields of the published list."""

import datetime
from typing import Any

from django import forms

from mingcha.common.workbooks import CellRefused
from mingcha.common.workbooks.values import read_date, read_list
from mingcha.items.models import InspectionItem
from mingcha.items.rules import FIELD_TITLES
from mingcha.items.rules.fields import KINDS
from mingcha.law.rules import fraction_text, ratio_words, read_ratio

YES_NO = [("yes", "是"), ("no", "否")]
LISTS = ("target_categories", "methods", "requires")


class DayField(forms.CharField):
    """A day as people write it (2027.3.31, 2027年3月31日, ２０２７０３３１); None when empty."""

    def clean(self, value: Any) -> datetime.date | None:
        text = super().clean(value)
        try:
            return read_date(text, field=str(self.label))
        except CellRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class WordsField(forms.CharField):
    """Several words in one line, parted by 、 or ； or a line break."""

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(read_list(super().clean(value))))


class RatioField(forms.CharField):
    """A ratio as people write it (5%, 0.05, 1/20), stored as p/q; empty when not required."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return fraction_text(read_ratio(text))
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


def _text(field: str, limit: int | None = None, *, required: bool = False, note: str = "") -> forms.CharField:
    return forms.CharField(label=FIELD_TITLES[field], max_length=limit, required=required, help_text=note)


def _long(field: str, note: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=FIELD_TITLES[field], required=False, help_text=note, widget=area)


class ItemForm(forms.Form):
    """One item. What the list demands may be missing here: the item is then kept, but not submitted."""

    name = _text("name", 120, required=True)
    contents = _long("contents", "逐项写明查什么")
    basis = _long(
        "basis",
        "法律、法规或规章的名称和条款，例如《中华人民共和国测绘法》第四十九条；通知、意见不能作为依据",
    )
    body = _text("body", 64)
    methods = WordsField(label=FIELD_TITLES["methods"], required=False, help_text="例如现场检查、书面检查")
    target_categories = WordsField(
        label=FIELD_TITLES["target_categories"],
        required=False,
        help_text="名录库中的对象类别，例如采矿权、探矿权；不填表示全部类别",
    )
    kind = forms.ChoiceField(label=FIELD_TITLES["kind"], choices=[("", "请选择"), *KINDS.items()])
    ratio = RatioField(label=FIELD_TITLES["ratio"], required=False, help_text="例如5%；不填表示按计划")
    ratio_basis = _long(
        "ratio_basis", "法律、法规、规章另定比例的，写明名称、条款和比例，例如《某某办法》第五条：不低于3%"
    )
    frequency = _text("frequency", 32, note="例如每年1次")
    frequency_basis = _text("frequency_basis", 200)
    section_name = _text("section_name", 32)
    level = _text("level", 64)
    requires = WordsField(label=FIELD_TITLES["requires"], required=False, help_text="需要的专业资格")
    concerns_enterprises = forms.ChoiceField(
        label=FIELD_TITLES["concerns_enterprises"], choices=YES_NO, widget=forms.RadioSelect
    )
    category = _text("category", 64)
    power_code = _text("power_code", 64)
    code = _text("code", 32, note="不填则自动编号")
    standard = _long("standard")
    in_force_from = DayField(label=FIELD_TITLES["in_force_from"], required=False)
    in_force_until = DayField(label=FIELD_TITLES["in_force_until"], required=False)
    note = _text("note", 200)

    def clean_concerns_enterprises(self) -> bool:
        return bool(self.cleaned_data["concerns_enterprises"] == "yes")


class ReasonForm(forms.Form):
    """Why something is sent back or left out; kept in the ledger."""

    reason = forms.CharField(label="理由", max_length=200)


def as_typed(item: InspectionItem) -> dict[str, Any]:
    """The item as its form shows it."""
    facts = item.facts
    words = {field: "、".join(facts[field]) for field in LISTS}
    ratio = ratio_words(item.ratio_fraction) if item.ratio_fraction else ""
    return (
        facts | words | {"ratio": ratio, "concerns_enterprises": "yes" if item.concerns_enterprises else "no"}
    )
