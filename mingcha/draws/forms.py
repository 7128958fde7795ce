"""What people type about draws. Forms say what is missing; whether something may happen, the services say."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.rules import WITNESS
from mingcha.common.errors import Refusal
from mingcha.draws.policies import CALLERS
from mingcha.draws.queries.attempts import people_with
from mingcha.draws.queries.rehearsals import rehearsable_campaigns
from mingcha.draws.rules.events import DLT, EVENTS, SSQ, Throw
from mingcha.draws.rules.external.words import BASE, DRAWN, LISTS, TEAMS
from mingcha.draws.rules.recordings import CHUNK_BYTES, FILMED, HEX64, SOURCES
from mingcha.draws.rules.words import ANNULMENT_WORDS
from mingcha.draws.services import Chunk, Issue, Terms
from mingcha.draws.services.external import ExternalFacts
from mingcha.intake.services import Scan
from mingcha.law.forms import DayField
from mingcha.plans.models import Campaign
from mingcha.plans.states import READY

WORKBOOK = ".xlsx、.xls或.csv，最大20MB；列名和次序不必改动"
EXPLANATION_PUBLIC = "公开后随名单公布，不写个人信息。"
MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y.%m.%d %H:%M", "%Y/%m/%d %H:%M"]

NOBODY_TO_CHOOSE = {
    "campaign": "没有可以抽取的任务：任务先由局领导定案，再开抽取会。",
    "caller": "没有可以担任录入人的人，请安全管理员授予检查人员、业务股室或政策法规岗位。",
    "witness": "没有可以担任见证人的人，请安全管理员授予监督见证岗位。",
}


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no parameter at run time
    """People by name and section, since names repeat."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.section.name}）" if obj.section else obj.name


class SittingForm(forms.Form):
    """Who leads the sitting of which campaign, and where."""

    campaign = forms.ModelChoiceField(Campaign.objects.none(), label="抽查任务", empty_label="请选择")
    caller = PersonField(
        Person.objects.none(),
        label="录入人",
        empty_label="请选择",
        help_text="与见证人各自录入骰子，互相看不见。",
    )
    witness = PersonField(
        Person.objects.none(), label="见证人兼录入人", empty_label="请选择", help_text="须有监督见证岗位。"
    )
    place = forms.CharField(label="抽取地点", max_length=64, help_text="例如：局三楼会议室")
    document_no = forms.CharField(
        label="文号",
        max_length=40,
        required=False,
        help_text="本局设定了抽取会代字的，留空即依次编号；用本局登记簿编号的，照登记簿填写，例如阜自然抽〔2026〕5号。",
    )

    def __init__(self, *args: Any, scope: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, QuerySet[Any]] = {
            "campaign": Campaign.objects.filter(office_id=scope.office_id, state=READY, drawing_platform=""),
            "caller": _others(scope, CALLERS),
            "witness": _others(scope, (WITNESS,)),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # all three are model choices
            if not rows.exists():
                self.fields[name].help_text = NOBODY_TO_CHOOSE[name]


def _others(scope: Actor, roles: Sequence[str]) -> "QuerySet[Person]":
    """People who hold one of the roles, the operator left out."""
    return people_with(scope, roles).exclude(pk__in=[scope.person_id])


class RehearsalForm(SittingForm):
    """What is rehearsed, and who takes part; place and document number have no meaning there."""

    event = forms.ChoiceField(
        label="公开事件", choices=[(event.key, event.title) for event in EVENTS.values()]
    )

    def __init__(self, *args: Any, scope: Actor, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        for name in ("place", "document_no"):
            del self.fields[name]
        campaigns = rehearsable_campaigns(scope)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]  # a model choice
        self.fields["campaign"].help_text = (
            "编制中和已定案的任务都可以演练。"
            if campaigns.exists()
            else "没有可以演练的任务，请先编制抽查任务。"
        )


class MomentField(forms.DateTimeField):
    """A moment typed in, to the minute, in the office's time."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=MOMENT_FORMATS, **kwargs)


class TermsForm(forms.Form):
    """The terms of an announcement. The last moment is that of the next working day unless typed in."""

    event = forms.ChoiceField(
        label="公开事件",
        choices=[("", "请选择"), *((event.key, event.title) for event in EVENTS.values())],
    )
    wait_minutes = forms.IntegerField(
        label="公告后几分钟摇号",
        min_value=0,
        max_value=1440,
        initial=1,
        required=False,
        help_text="留出宣读核对号的时间；0为公告后即可。",
    )
    ssq_issue = forms.CharField(
        label="双色球期号", max_length=7, required=False, help_text="用彩票号码的才填，例如2026135。"
    )
    ssq_at = MomentField(label="双色球开奖时间", required=False, help_text="周二、周四、周日晚上。")
    dlt_issue = forms.CharField(
        label="大乐透期号", max_length=7, required=False, help_text="用彩票号码的才填，例如2026134。"
    )
    dlt_at = MomentField(label="大乐透开奖时间", required=False, help_text="周一、周三、周六晚上。")
    draw_by = MomentField(
        label="最迟抽取时间", help_text="通常为下一个工作日18:00。过时没有抽的，只能作废，理由公开。"
    )

    def terms(self) -> Terms:
        facts = self.cleaned_data
        return Terms(
            event=facts["event"],
            draw_by=facts["draw_by"],
            wait_minutes=facts["wait_minutes"] or 0,
            issues=dict(self._issues()),
        )

    def _issues(self) -> Iterator[tuple[str, Issue]]:
        for lottery, name in ((SSQ, "ssq"), (DLT, "dlt")):
            number, at = self.cleaned_data[f"{name}_issue"], self.cleaned_data[f"{name}_at"]
            if number and at:
                yield lottery, Issue(unicodedata.normalize("NFKC", number).strip(), at)


class ThrowForm(forms.Form):
    """One throw: as many small fields as it has values."""

    throw = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, throw: Throw, measure: str) -> None:
        super().__init__(data, initial={"throw": throw.number})
        self.size = throw.size
        width = len(str(throw.high))
        for place in range(1, throw.size + 1):
            # Text, not number: what was typed wrong must be seen again.
            self.fields[f"value_{place}"] = forms.CharField(
                label=f"第{throw.first + place - 1}{measure}",
                required=False,
                widget=forms.TextInput(
                    attrs={
                        "inputmode": "numeric",
                        "autocomplete": "off",
                        "size": width + 1,
                        "class": "mc-value",
                    }
                ),
            )

    @property
    def value_fields(self) -> list[forms.BoundField]:
        return [self[f"value_{place}"] for place in range(1, self.size + 1)]

    def texts(self) -> list[str]:
        return [self.cleaned_data[f"value_{place}"] for place in range(1, self.size + 1)]


class WitnessForm(forms.Form):
    """What the witness says of a result; nothing is preset, each button says its own."""

    agrees = forms.TypedChoiceField(
        choices=[("yes", "确认"), ("no", "有异议")], coerce=lambda said: said == "yes"
    )
    words = forms.CharField(
        label="见证意见",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="有异议的写明哪一步与所见不同。随抽取记录公开，不写个人信息和抽中名单。",
    )

    def told(self) -> dict[str, Any]:
        """Which button was pressed, and the words; `Refusal` where none was or there are too many words."""
        if not self.is_valid():
            raise Refusal(
                "statement-form",
                "请按“确认与所见相符”或者“有异议”，见证意见最多200字。",
                title="不能表示意见：填写不完整",
            )
        return self.cleaned_data


class AnnulmentForm(forms.Form):
    """Why an attempt is to be annulled."""

    reason = forms.ChoiceField(label="原因", choices=[("", "请选择"), *ANNULMENT_WORDS.items()])
    words = forms.CharField(
        label="情况说明", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="随作废公开。"
    )
    event_happened = forms.BooleanField(
        label="公开事件已经发生（哪怕只摇了一次，或者已经开奖）",
        required=False,
        help_text="已经发生的，作废后仍要录完、算出并公开，让人看到本来会抽到谁。",
    )


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


class DisclosureForm(forms.Form):
    """What the leader types before the secret opens, and why there is no recording where there is none."""

    confirmation = forms.CharField(label="确认", max_length=40)
    recording_reason = forms.CharField(
        label="为什么没有录音录像",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="随抽取记录公开，不写个人信息。",
    )

    early_reason = forms.CharField(
        label="为什么提前公开",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="检查期限还没有到。确已全部查完的写明理由，记入日志。",
    )

    def __init__(self, *args: Any, needs_reason: bool = False, is_early: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, is_asked in (("recording_reason", needs_reason), ("early_reason", is_early)):
            if is_asked:
                self.fields[name].required = True
            else:
                del self.fields[name]


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
    note = forms.CharField(
        label="说明", max_length=200, required=False, help_text="例如第2页、补盖骑缝章；可以不填。"
    )


class NumberReasonForm(forms.Form):
    """Why a number is not used."""

    reason = forms.CharField(label="理由", max_length=200, help_text="例如：会议取消，没有公告。")


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


class PublicKeysForm(forms.Form):
    """Keys that a visitor holds from elsewhere, one a line."""

    keys = forms.CharField(
        label="公钥",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个。见证公钥请从见证单位抄，不从本站取。",
    )

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["keys"].splitlines() if line.strip()]
