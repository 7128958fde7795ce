"""Forms of imports."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from mingcha.intake.models import ImportBatch, ImportSource
from mingcha.intake.services import Scan
from mingcha.intake.subjects import Column, Subject

MAX_SOURCE, MAX_NOTE = 64, 200
LEAVE_OUT = ""


class UploadForm(forms.Form):
    """A workbook, and what to do when its heading is not understood."""

    file = forms.FileField(
        label="表格文件",
        help_text=".xlsx、.xls或.csv，最大20MB；列名和次序不必改动。",
        allow_empty_file=True,  # the reader says of an empty one, too, what was expected
    )
    sheet = forms.CharField(
        label="工作表", required=False, max_length=64, help_text="不填时自动找到登记内容所在的工作表。"
    )
    feed = forms.TypedChoiceField(
        label="资料来源",
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text="定期提供的资料选它的来源：按来源记住列的对应，并能看出这次少了哪些。",
    )
    by_hand = forms.BooleanField(label="表头认不全时先打开，由我指明各列", required=False)

    def __init__(self, sources: Iterable[ImportSource], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(source.pk), source.name) for source in sources]
        self.fields["feed"].choices = [("", "一次性资料，不登记来源"), *choices]  # type: ignore[attr-defined]  # set above


class SourceForm(forms.Form):
    """A source of workbooks."""

    name = forms.CharField(label="来源名称", max_length=64, help_text="例如“行政审批局许可台账”。")
    organisation = forms.CharField(label="提供单位", max_length=64, required=False)
    is_full = forms.BooleanField(
        label="每次都是全量，没列出的就是没有了",
        required=False,
        help_text="不是全量的来源，少了的不会提示。",
    )

    def __init__(self, subject: Subject, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not subject.ends_records:
            del self.fields["is_full"]


class ProofField(forms.FileField):
    """A scan to go with a record; cleaned it is a `Scan` or None."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "证明材料")
        options.setdefault("required", False)
        options.setdefault("help_text", "PDF、JPG或PNG，最大10MB；加密保存，摘要记入留痕日志。")
        super().__init__(**options)
        self.widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png"

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return Scan(upload, upload.name or "扫描件") if upload else None


class ConfirmForm(forms.Form):
    """What the clerk says of the file, and why records missing from it are to be ended."""

    source = forms.CharField(label="数据来源", required=False, max_length=MAX_SOURCE)
    note = forms.CharField(label="说明", required=False, max_length=MAX_NOTE)
    reason = forms.CharField(
        label="处理缺失的理由",
        required=False,
        max_length=MAX_NOTE,
        help_text="来源、截至日期和核实情况；都选“暂不处理”时不用填。",
    )

    def __init__(self, batch: ImportBatch, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if batch.feed_id is not None:
            del self.fields["source"]
        if not batch.counts.get("gone"):
            del self.fields["reason"]


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
