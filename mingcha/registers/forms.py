"""Forms of the registers."""

import datetime
from typing import Any

from django import forms

from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import read_date
from mingcha.registers.models import RISK_CLASSES
from mingcha.registers.queries import LOOKS, TargetFilter
from mingcha.registers.states import INSPECTOR, TARGET

ALL = ("", "全部")


class DayField(forms.CharField):
    """A day in any spelling people use: 2026-06-15, 2026.6.15, 20260615, 2026年6月15日."""

    def to_python(self, value: Any) -> Any:
        try:
            return read_date(super().to_python(value), field=str(self.label))
        except CellRefused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime.date) else value


class TargetFilterForm(forms.Form):
    """The filter bar of 检查对象; its values live in the address."""

    q = forms.CharField(label="名称、代码、证号或电话", required=False, max_length=64)
    category = forms.ChoiceField(label="类别", required=False)
    town = forms.ChoiceField(label="乡镇", required=False)
    risk = forms.ChoiceField(label="风险类别", required=False, choices=[ALL, *RISK_CLASSES])
    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *TARGET.choices()])

    def __init__(self, facets: dict[str, list[str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in facets.items():
            self.fields[name].choices = [ALL, *((value, value) for value in values if value)]  # type: ignore[attr-defined]  # set above
        self.fields["q"].widget.attrs["placeholder"] = "如9113…、某某矿业；自然人填全名"
        self.fields["q"].widget.attrs["type"] = "search"

    def wanted(self, look: str, sort: str) -> TargetFilter:
        """The filter; a condition that is none is passed over."""
        self.full_clean()
        conditions = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return TargetFilter(**conditions, look=look if look in LOOKS else "", sort=sort)


class InspectorFilterForm(forms.Form):
    """The filter bar of 执法检查人员."""

    q = forms.CharField(label="姓名、证号或电话", required=False, max_length=32)
    section = forms.ChoiceField(label="股所室队", required=False)
    eligible = forms.ChoiceField(
        label="能否参加匹配", required=False, choices=[ALL, ("yes", "能"), ("no", "不能")]
    )
    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *INSPECTOR.choices()])

    def __init__(self, sections: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [ALL, *((section, section) for section in sections)]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, see above


class StateForm(forms.Form):
    """An act on a target or an inspector, with its reason."""

    act = forms.ChoiceField(label="办理")
    reason = forms.CharField(label="理由", max_length=200, help_text="来源和依据，例如注销通知的日期、文号。")

    def __init__(self, acts: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = acts  # type: ignore[attr-defined]  # a ChoiceField, see above


class ConflictForm(forms.Form):
    """A declared interest."""

    party = forms.CharField(label="相对方", max_length=120, help_text="统一社会信用代码，或完整的单位名称。")
    relation = forms.CharField(label="关系", max_length=64, help_text="例如配偶任职、近亲属持股、曾任职。")
    from_on = DayField(label="起", required=False, help_text="如2026-06-15，不填为已经开始。")
    until_on = DayField(label="止", required=False, help_text="不填为未终止。")


class EndConflictForm(forms.Form):
    """The end of an interest."""

    until_on = DayField(label="终止日期", help_text="当日仍须回避。")
    reason = forms.CharField(label="理由", max_length=200)
