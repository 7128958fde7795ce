"""What people type about document numbers, and the template they upload."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mingcha.papers.rules.numbers import CODE_RULE


class SeriesForm(forms.Form):
    """The 代字 of one kind."""

    code = forms.CharField(
        label="代字", max_length=16, required=False, help_text=f"{CODE_RULE}留空的，这种文书不由系统编号。"
    )


class OutsideForm(forms.Form):
    """Up to which number the office's own book has used a series."""

    code = forms.ChoiceField(label="代字")
    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100)
    last = forms.IntegerField(
        label="登记簿上最后一个号",
        min_value=1,
        max_value=999_999,
        help_text="例如登记簿已用到5号，填5；系统从6号起编。",
    )
    reason = forms.CharField(
        label="说明", max_length=200, help_text="这些号用在哪里，例如启用前已在收发文登记簿使用。"
    )

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "请选择"), *((code, code) for code in codes)]  # type: ignore[attr-defined]  # a choice field


class TemplateForm(forms.Form):
    """An office's own template."""

    file = forms.FileField(
        label="模板文件",
        max_length=120,
        allow_empty_file=True,
        help_text="typst文字文件（.typ，UTF-8，最大200KB）。上传时用样张试排，各部分都印出才能使用。",
    )
