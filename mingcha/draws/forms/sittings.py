"""A sitting or its rehearsal: who leads it, terms of an announcement, throws, witness, annulment,
disclosure."""

import datetime
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.rules import WITNESS
from mingcha.common.errors import Refusal
from mingcha.common.moments import local_day
from mingcha.draws.policies import CALLERS
from mingcha.draws.queries.attempts import people_with
from mingcha.draws.queries.ceremony import default_draw_by
from mingcha.draws.queries.rehearsals import rehearsable_campaigns
from mingcha.draws.rules.events import ELSEWHERE, EVENTS, Throw
from mingcha.draws.rules.lotteries import DLT, SCHEDULES, SSQ
from mingcha.draws.rules.words import ANNULMENT_WORDS, NOT_HELD
from mingcha.draws.services import Issue, Terms
from mingcha.law.queries import calendar_of
from mingcha.law.rules.calendar import PROVISIONAL, Calendar
from mingcha.plans.models import Campaign
from mingcha.plans.states import READY

MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y.%m.%d %H:%M", "%Y/%m/%d %H:%M"]

NOBODY_TO_CHOOSE = {
    "campaign": "没有可以抽取的任务：任务先由局领导定案，再开抽取会。",
    "caller": "没有可以担任录入人的人，请安全管理员授予检查人员、业务股室或政策法规岗位。",
    "witness": "没有可以担任见证人的人，请安全管理员授予监督见证岗位。",
}
LOTTERY_FIELDS = ("ssq_issue", "ssq_at", "dlt_issue", "dlt_at")


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


def _drawn(lottery: str) -> str:
    """Days and hour of the schedule that is in force last."""
    return f"{[row.words for row in SCHEDULES if row.lottery == lottery][-1]}开奖，公告须在这之前。"


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
    ssq_at = MomentField(label="双色球开奖时间", required=False, help_text=_drawn(SSQ))
    dlt_issue = forms.CharField(
        label="大乐透期号", max_length=7, required=False, help_text="用彩票号码的才填，例如26134。"
    )
    dlt_at = MomentField(label="大乐透开奖时间", required=False, help_text=_drawn(DLT))
    over_holiday = forms.BooleanField(label="放假期间的这一期也用", required=False)
    draw_by = MomentField(
        label="最迟抽取时间", help_text="通常为下一个工作日18:00。过时没有抽的，只能作废，理由公开。"
    )

    def __init__(self, *args: Any, scope: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at, is_provisional = default_draw_by(scope)
        self.initial.setdefault("draw_by", at)
        if is_provisional:
            self.fields[
                "draw_by"
            ].help_text += f"{PROVISIONAL}：{at:%Y}年的放假安排还没有登记，所填的一天可能放假，请核对。"
        self.paused = self._paused(calendar_of(scope.office_id)) if self.is_bound else []
        if not self.paused:
            del self.fields["over_holiday"]

    def clean_over_holiday(self) -> bool:
        """A warning: whoever ticks it has read it."""
        if not self.cleaned_data["over_holiday"]:
            raise forms.ValidationError(
                f"{'、'.join(self.paused)}在放假期间，彩票可能休市。到时没有开奖，这次抽取只能作废、另行公告。"
                "已向彩票机构核对、仍用这一期的，请勾选后再公告；否则改用放假以后的一期。"
            )
        return True

    def _paused(self, calendar: Calendar) -> list[str]:
        """The typed days of lotteries that lie in a holiday break of the calendar."""
        event = EVENTS.get(self.data.get("event", ""))
        if event is None or event.held != ELSEWHERE:
            return []
        typed = (self._typed(name) for name in ("ssq_at", "dlt_at"))
        return [f"{day:%Y-%m-%d}" for day in map(local_day, filter(None, typed)) if calendar.is_day_off(day)]

    def _typed(self, name: str) -> datetime.datetime | None:
        with suppress(forms.ValidationError):
            return self.fields[name].clean(self.data.get(name))  # type: ignore[no-any-return]
        return None

    @property
    def lottery_fields(self) -> list[forms.BoundField]:
        """What only an event by lottery needs."""
        return [self[name] for name in ("over_holiday", *LOTTERY_FIELDS) if name in self.fields]

    @property
    def tells_lottery(self) -> bool:
        event = EVENTS.get(str(self["event"].value()))
        is_elsewhere = event is not None and event.held == ELSEWHERE
        return is_elsewhere or any(self[name].value() for name in LOTTERY_FIELDS)

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
    """Why an attempt is to be annulled, and whether its event took place, in the words of that event."""

    reason = forms.ChoiceField(label="原因", choices=[("", "请选择"), *ANNULMENT_WORDS.items()])
    words = forms.CharField(
        label="情况说明", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="随作废公开。"
    )
    event_happened = forms.BooleanField(
        label="公开事件已经发生（哪怕只摇了一次）",
        required=False,
        help_text="已经发生的，作废后仍要录完、算出并公开，让人看到本来会抽到谁。",
    )
    was_drawn = forms.TypedChoiceField(
        label="开奖没有",
        choices=[
            ("", "请选择"),
            ("yes", "已经开奖"),
            ("no", "没有开奖：还没有到时间，或者有一种彩票这一期休市、顺延"),
        ],
        coerce=lambda said: said == "yes",
        help_text="已经开奖的，作废后仍要录完、算出并公开。开奖时间已过而没有开奖的，"
        f"原因选“{ANNULMENT_WORDS[NOT_HELD]}”；公开页写明是两人说的，任何人可以向彩票机构查对。",
    )

    def __init__(self, *args: Any, is_elsewhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["event_happened" if is_elsewhere else "was_drawn"]

    def clean(self) -> dict[str, Any]:
        facts = self.cleaned_data
        if "was_drawn" in facts:
            facts["event_happened"] = facts.pop("was_drawn")
        return facts


class CorrectionForm(forms.Form):
    """What was said of the lotteries is said otherwise; the button names what."""

    event_happened = forms.TypedChoiceField(
        choices=[("yes", "已经开奖"), ("no", "没有开奖")],
        coerce=lambda said: said == "yes",
        widget=forms.HiddenInput,
    )
    words = forms.CharField(
        label="更正说明",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明怎样查对的、原来为什么说错，随作废公开。",
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
