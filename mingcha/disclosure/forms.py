"""Forms of disclosure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from mingcha.disclosure.rules.bulletins import SECTIONS
from mingcha.law.forms import DayField

LONGEST = 4000
ROWS = {"basis": 3, "drawing": 5, "visiting": 5, "results": 5, "problems": 7}


class AddressForm(forms.Form):
    """Where the carried files are read, from when, on what basis."""

    address = forms.CharField(
        label="公示网址",
        max_length=200,
        required=False,
        help_text="写到目录，例如https://www.fuping.gov.cn/zrzy/gongshi；不再上传的留空",
    )
    in_force_from = DayField(label="生效日期", help_text="今天或以后")
    reason = forms.CharField(label="设定依据", max_length=200)


class ReasonForm(forms.Form):
    """Why a bulletin is corrected or withdrawn: everybody reads it."""

    reason = forms.CharField(label="理由", max_length=200, help_text="随公示页公开，不写企业和个人的名称")


class DropForm(forms.Form):
    """Why a draft is given up: it stays inside the office."""

    reason = forms.CharField(label="放弃的理由", max_length=200, help_text="记入留痕日志，不公开")


class BulletinForm(forms.Form):
    """The text by section, with placeholders; an empty section is left out."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, title in SECTIONS.items():
            area = forms.Textarea(attrs={"rows": ROWS.get(key, 3)})
            self.fields[key] = forms.CharField(
                label=title, max_length=LONGEST, required=False, strip=False, widget=area
            )

    @property
    def told(self) -> Mapping[str, Any]:
        """As the verb takes it."""
        text = {key: self.cleaned_data[key] for key in SECTIONS}
        return {"revision": self.cleaned_data["revision"], "text": text}


class DecisionForm(forms.Form):
    """What the leader says, and a tick at each number that is tied to no data."""

    words = forms.CharField(
        label="审批意见", max_length=200, required=False, help_text="退回的必须写明怎样修改"
    )

    def __init__(self, *args: Any, by_hand: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_hand:
            self.fields["hand_checked"] = forms.MultipleChoiceField(
                label="手写的数字，已与原始材料核对",
                choices=[(one, f"……{one}……") for one in by_hand],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="这些数字不随数据核对，逐处勾选后才能批准",
            )
            self.fields["hand_checked"].is_asked_later = True  # type: ignore[attr-defined]  # read by _field.html
