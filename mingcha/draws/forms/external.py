"""What a platform drew."""

from typing import Any

from django import forms

from mingcha.draws.rules.external.words import BASE, DRAWN, LISTS, TEAMS
from mingcha.draws.services.external import ExternalFacts
from mingcha.intake.services import Scan
from mingcha.law.forms import DayField

WORKBOOK = ".xlsx、.xls或.csv，最大20MB；列名和次序不必改动"
EXPLANATION_PUBLIC = "公开后随名单公布，不写个人信息。"


class SeveralFiles(forms.ClearableFileInput):
    """The browser's own choice of several files."""

    allow_multiple_selected = True


class ScansField(forms.FileField):
    """One or more pictures; cleaned it is a list of `Scan`."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list) else [data]
        cleaned = [super(ScansField, self).clean(one, initial) for one in files]
        return [Scan(one, one.name or "截图") for one in cleaned if one]


class ExternalForm(forms.Form):
    """What a platform drew: its own number, the day, three lists, its screens."""

    batch_no = forms.CharField(label="平台批次号", max_length=64, help_text="平台给这次抽取的批次号或任务号")
    drawn_on = DayField(label="平台抽取日期", help_text="例如2026-06-15；人员资格和回避按这一天核对")
    base = forms.FileField(label=LISTS[BASE], help_text=WORKBOOK, allow_empty_file=True, max_length=200)
    drawn = forms.FileField(label=LISTS[DRAWN], help_text=WORKBOOK, allow_empty_file=True, max_length=200)
    teams = forms.FileField(
        label=LISTS[TEAMS],
        help_text=f"检查对象与检查人员、组长；{WORKBOOK}",
        allow_empty_file=True,
        max_length=200,
    )
    screenshots = ScansField(
        label="平台截图",
        max_length=120,
        help_text="PNG、JPG或PDF，可选多份，每份最大10MB；加密保存，摘要记入留痕日志",
    )
    explanation = forms.CharField(
        label="差异说明",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"名单与名录库、任务要求不一致的，写明原因；也可以导入以后再写。{EXPLANATION_PUBLIC}",
    )

    @property
    def facts(self) -> ExternalFacts:
        told = self.cleaned_data
        return ExternalFacts(told["batch_no"], told["drawn_on"], told["explanation"])


class ExplanationForm(forms.Form):
    """Why the lists of a platform differ from what the registers give."""

    explanation = forms.CharField(
        label="差异说明",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=EXPLANATION_PUBLIC,
    )


class ExternalReasonForm(forms.Form):
    """Why a platform's result is sent back."""

    reason = forms.CharField(label="理由", max_length=200)


class WithdrawalForm(forms.Form):
    """Why a platform's result is withdrawn."""

    reason = forms.CharField(label="理由", max_length=200, help_text="撤回后随即公布，不写个人信息。")
