"""What was filmed of a sitting."""

from typing import Any

from django import forms

from mingcha.common.errors import Refusal
from mingcha.draws.rules.recordings import CHUNK_BYTES, FILMED, HEX64, SOURCES
from mingcha.draws.services import Chunk


class RecordingForm(forms.Form):
    """A camera's file."""

    file = forms.FileField(
        label="录音录像文件",
        max_length=120,
        allow_empty_file=True,
        help_text="任何摄像机、手机录的文件都可以。",
    )


class StartForm(forms.Form):
    """What a browser says when it begins to film."""

    key = forms.UUIDField()
    source = forms.ChoiceField(choices=[(source, SOURCES[source]) for source in FILMED])

    def told(self) -> dict[str, Any]:
        """Key and source; `Refusal` where they are missing."""
        _require_whole(self)
        return self.cleaned_data


class ChunkForm(forms.Form):
    """What a browser sends every few seconds."""

    number = forms.IntegerField(min_value=1)
    previous = forms.RegexField(HEX64)
    sha256 = forms.RegexField(HEX64)
    start_ms = forms.IntegerField(min_value=0)
    end_ms = forms.IntegerField(min_value=1)
    content = forms.FileField(allow_empty_file=True)

    def chunk(self) -> Chunk:
        """The chunk; `Refusal` where something is missing."""
        _require_whole(self)
        told = dict(self.cleaned_data)
        file = told.pop("content")
        return Chunk(**told, content=file.read(CHUNK_BYTES + 1))


def _require_whole(form: forms.Form) -> None:
    if not form.is_valid():
        raise Refusal(
            "recording-form",
            f"录制页发来的内容不完整：{'、'.join(form.errors)}。",
            title="没有收下",
            remedy="请刷新录制页，另起一段。",
        )


class RecordingReasonForm(forms.Form):
    """Why there is no recording, or why it comes late."""

    reason = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="随抽取记录公开，不写个人信息。",
    )
