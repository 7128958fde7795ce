"""What people type about files, letters and what follows from a result."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mingcha.inspections.rules.files import FILE_KINDS
from mingcha.inspections.services import Enclosure, Sent
from mingcha.intake.forms import ProofField
from mingcha.law.forms import DayField


class FileForm(forms.Form):
    """A scan or photo of a visit."""

    kind = forms.ChoiceField(label="附件种类", choices=[("", "请选择"), *FILE_KINDS.items()])
    unit = forms.ChoiceField(label="属于哪个对象", required=False)
    question = forms.ChoiceField(label="检查单哪一题", required=False)
    caption = forms.CharField(label="附件说明", max_length=120, required=False)
    scan = ProofField(label="文件", required=True)

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        questions: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "整个户次"), *units]  # type: ignore[attr-defined]  # a ChoiceField
        if questions:
            self.fields["question"].choices = [("", "不属于某一题"), *questions]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["question"]

    @property
    def enclosure(self) -> Enclosure:
        """As the service takes it."""
        told = dict(self.cleaned_data)
        told["question"] = told.get("question") or None
        return Enclosure(**told)


class VoidForm(forms.Form):
    """Why a file counts no more."""

    reason = forms.CharField(label="作废附件的原因", max_length=200)


class LetterForm(forms.Form):
    """A letter to the registered address."""

    unit = forms.ChoiceField(label="寄给")
    sent_on = DayField(label="寄出日期", help_text="例如2026-06-18")
    tracking_no = forms.CharField(label="邮件号", max_length=32)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "请选择"), *units]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def sent(self) -> Sent:
        """As the service takes it."""
        return Sent(**self.cleaned_data)


class LetterBackForm(forms.Form):
    """It came back."""

    returned_on = DayField(label="退回日期", help_text="例如2026-06-28")
    outcome = forms.CharField(
        label="投递结果", max_length=100, help_text="照退信上的原因写，例如查无此单位。"
    )
    scan = ProofField(label="退信或者投递记录", required=True)


class FollowUpForm(forms.Form):
    """What was done."""

    done_on = DayField(label="办结日期", help_text="例如2026-06-28")
    words = forms.CharField(label="办理情况", max_length=200, help_text="怎样办的，文号、送交哪里。")
    scan = ProofField(label="办理材料")
