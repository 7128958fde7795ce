"""What people type about papers of a visit: why one is made anew, a scan, how it was handed over."""

from typing import Any

from django import forms

from mingcha.inspections.rules.deliveries import DELIVERIES
from mingcha.inspections.services import Came, Handed
from mingcha.intake.forms import ProofField
from mingcha.law.forms import DayField


class VisitPaperForm(forms.Form):
    """Making a paper; making it anew says why."""

    reason = forms.CharField(
        label="为什么重新制作",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="原来的一份保留。内容没有变化的，不会另做一份，也不用写。",
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_known:
            del self.fields["reason"]


class VisitScanForm(forms.Form):
    """The signed and sealed paper."""

    scan = ProofField(label="签字盖章的扫描件", required=True)
    note = forms.CharField(label="扫描件说明", max_length=200, required=False)


class DeliveryForm(forms.Form):
    """How and when it was handed over."""

    manner = forms.ChoiceField(label="送达方式", choices=[("", "请选择"), *DELIVERIES.items()])
    on = DayField(label="送达日期", help_text="例如2026-06-18")
    words = forms.CharField(
        label="送达情况",
        max_length=200,
        required=False,
        help_text="留置送达的，写明拒收的情况、留置的地点和见证人的身份；不写身份证号和电话。",
    )
    scan = ProofField(label="送达证明")

    @property
    def handed(self) -> Handed:
        """As the service takes it."""
        return Handed(**self.cleaned_data)


class MaterialForm(forms.Form):
    """One thing the party is asked to hand in."""

    words = forms.CharField(label="要求提交的材料", max_length=200, help_text="一次写一项，写清年度和范围。")
    due_on = DayField(label="提交期限", help_text="例如2026-06-25")


class MaterialCameForm(forms.Form):
    """What was handed in."""

    button = "登记收到"

    scan = ProofField(label="收到的材料", required=True)
    on = DayField(label="收到日期", help_text="例如2026-06-20")
    note = forms.CharField(label="材料说明", max_length=200, required=False)

    @property
    def came(self) -> Came:
        """As the service takes it."""
        return Came(**self.cleaned_data)


class MaterialCancelForm(forms.Form):
    """Why it is asked no more."""

    button = "取消这一项"

    reason = forms.CharField(label="取消原因", max_length=200)
