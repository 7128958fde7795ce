"""Papers of a sitting."""

from typing import Any

from django import forms

from mingcha.law.forms import DayField


class PaperForm(forms.Form):
    """Making a paper; making it anew says why."""

    reason = forms.CharField(
        label="为什么重新制作",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="原来的一份保留。内容没有变化的，不会另做一份。",
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_known:
            del self.fields["reason"]


class PaperScanForm(forms.Form):
    """The signed and sealed paper."""

    file = forms.FileField(
        label="盖章扫描件",
        max_length=120,
        allow_empty_file=True,
        help_text="PDF、JPG或PNG，最大10MB；加密保存，摘要记入留痕日志。",
    )
    signed_on = DayField(label="签字日期", help_text="变动以前哪一天签字盖章的；扫描件附在这一版上。")
    note = forms.CharField(
        label="说明", max_length=200, required=False, help_text="例如第2页、补盖骑缝章；可以不填。"
    )

    def __init__(self, *args: Any, is_outdated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_outdated:
            del self.fields["signed_on"]


class CloseForm(forms.Form):
    """Why nothing was drawn."""

    reason = forms.CharField(
        label="没有抽成的理由", max_length=200, help_text="例如：见证人没有到场，改期举行。"
    )


class NumberReasonForm(forms.Form):
    """Why a number is not used."""

    reason = forms.CharField(label="理由", max_length=200, help_text="例如：会议取消，没有公告。")
