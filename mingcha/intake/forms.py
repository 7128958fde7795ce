"""Forms of imports."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mingcha.intake.subjects import Column

MAX_SOURCE, MAX_NOTE = 64, 200
LEAVE_OUT = ""


class UploadForm(forms.Form):
    """A workbook, and what to do when its heading is not understood."""

    file = forms.FileField(label="表格文件", help_text=".xlsx、.xls或.csv，最大20MB；列名和次序不必改动。")
    sheet = forms.CharField(
        label="工作表", required=False, max_length=64, help_text="不填时自动找到登记内容所在的工作表。"
    )
    by_hand = forms.BooleanField(label="表头认不全时先打开，由我指明各列", required=False)


class ConfirmForm(forms.Form):
    """What the clerk says of the source."""

    source = forms.CharField(label="数据来源", required=False, max_length=MAX_SOURCE)
    note = forms.CharField(label="说明", required=False, max_length=MAX_NOTE)


class TakeBackForm(forms.Form):
    """Why the import is taken back."""

    reason = forms.CharField(label="撤回理由", max_length=200, widget=forms.TextInput)


class ColumnsForm(forms.Form):
    """For each heading of the file the column it is, or none. Fields are named by their place in the
    sheet."""

    def __init__(self, columns: Sequence[Column], reading: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(LEAVE_OUT, "不导入"), *((column.key, column.title) for column in columns)]
        known = {index: key for key, (index, *_) in reading["mapping"].items()}
        for index, heading in enumerate(reading["headings"]):
            if heading:
                self.fields[f"column-{index}"] = forms.ChoiceField(
                    label=heading, choices=choices, required=False, initial=known.get(index, LEAVE_OUT)
                )

    def clean(self) -> dict[str, Any]:
        """A column may come from one place only."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name, key in list(cleaned.items()):
            if key and key in taken:
                first = self.fields[taken[key]].label
                self.add_error(name, f"与“{first}”指成了同一列，请改一个。")
            taken.setdefault(key, name)
        return cleaned

    @property
    def columns(self) -> dict[int, str]:
        """Place in the sheet → column key, empty: left out."""
        return {int(name.removeprefix("column-")): key for name, key in self.cleaned_data.items()}
