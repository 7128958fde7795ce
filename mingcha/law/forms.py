"""Forms of the law: changing an obligation, keeping legal texts, entering the holidays of a year, looking for
deadlines."""

import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from mingcha.accounts.rules import ROLES
from mingcha.common.workbooks import CellRefused
from mingcha.common.workbooks.values import read_date
from mingcha.law.models import HolidayNotice, LegalText, Obligation
from mingcha.law.queries import STANDINGS, ObligationFilter
from mingcha.law.queries.deadlines import LOOKS, DeadlineFilter
from mingcha.law.queries.obligations import STANDINGS as OBLIGATION_STANDINGS
from mingcha.law.rules import CHANGES, CONFIDENCE, LEVELS, OBLIGATIONS, RATIO_UNIT, chinese_day
from mingcha.law.rules.notices import FESTIVALS, Day, Holiday, Notice, read_day, read_days, words
from mingcha.law.services import ChangeFacts, TextFacts

OWNERS = {rule.owner: ROLES[rule.owner] for rule in OBLIGATIONS}


class DayField(forms.CharField):
    """A day as people write it (2027.3.31, 2027年3月31日, ２０２７０３３１); None when empty."""

    def clean(self, value: Any) -> datetime.date | None:
        text = super().clean(value)
        try:
            return read_date(text, field=str(self.label))
        except CellRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class ChangeForm(forms.Form):
    """The next dated row of one obligation; which one stands in the address. A rule without number has no
    field for one, and one the program cannot do without stays on."""

    value = forms.CharField(label="数值", max_length=24, help_text="比例如5%或1/20，天数、人数、次数填整数")
    is_on = forms.ChoiceField(label="是否执行", choices=[("yes", "执行"), ("no", "不执行")])
    clause = forms.CharField(label="依据", max_length=200, help_text="文件和条款，例如国发〔2019〕5号第九条")
    quote = forms.CharField(
        label="原文", max_length=200, required=False, help_text="条款中的原话，显示在审查结果里"
    )
    confidence = forms.ChoiceField(
        label="可信程度",
        choices=[("", "请选择"), *CONFIDENCE.items()],
        help_text="对照文件原文核对过的选已核",
    )
    in_force_from = DayField(label="施行日期", help_text="例如2027-01-01；过去的任务仍按当时的数值")
    reason = forms.CharField(label="理由", max_length=200)

    def __init__(self, typed: QueryDict | None, *, row: Obligation, may_be_off: bool) -> None:
        shown = {name: getattr(row, name) for name in ("clause", "quote", "confidence")}
        shown |= {"value": ratio_or_plain(row), "is_on": "yes" if row.is_on else "no"}
        super().__init__(typed, initial=shown)
        if not row.unit:
            del self.fields["value"]
        if not may_be_off:
            del self.fields["is_on"]

    @property
    def facts(self) -> ChangeFacts:
        typed = dict(self.cleaned_data)
        return ChangeFacts(**typed | {"is_on": typed.get("is_on", "yes") == "yes"})


def ratio_or_plain(row: Obligation) -> str:
    """The number as a person types it: 5%, 20."""
    return row.words if row.unit == RATIO_UNIT else row.value


class ObligationFilterForm(forms.Form):
    """The filter bar of obligations; its values live in the address."""

    words = forms.CharField(label="名称或依据", required=False, max_length=64)
    confidence = forms.ChoiceField(
        label="可信程度", required=False, choices=[("", "全部"), *CONFIDENCE.items()]
    )
    standing = forms.ChoiceField(
        label="是否执行", required=False, choices=[("", "全部"), *OBLIGATION_STANDINGS.items()]
    )
    owner = forms.ChoiceField(label="责任岗位", required=False, choices=[("", "全部"), *OWNERS.items()])

    def narrow(self) -> ObligationFilter:
        """The filter; everything where nothing valid was asked for."""
        return ObligationFilter(**self.cleaned_data) if self.is_valid() else ObligationFilter()


class DecideForm(forms.Form):
    """What the leader says to a change."""

    remark = forms.CharField(label="决定意见", max_length=200, required=False, help_text="不批准的，写明理由")


class TextFilterForm(forms.Form):
    """What the list of legal texts is narrowed to."""

    words = forms.CharField(label="名称或文号", required=False)
    level = forms.ChoiceField(label="效力层级", required=False, choices=[("", "全部"), *LEVELS.items()])
    standing = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STANDINGS.items()])


class TextForm(forms.Form):
    """One version of a text. Which text stands in the address, or in the title."""

    title = forms.CharField(label="名称", max_length=120, help_text="全称，不写书名号和版本")
    level = forms.ChoiceField(
        label="效力层级",
        choices=[("", "请选择"), *LEVELS.items()],
        help_text="按公布的机关和形式认定：主席令、国务院令、部令、政府令；有文号的“办法”多为规范性文件",
    )
    issued_by = forms.CharField(label="制定机关", max_length=64, required=False)
    document_no = forms.CharField(
        label="文号", max_length=64, required=False, help_text="例如国务院令第743号"
    )
    change = forms.ChoiceField(label="这一版本是", choices=[("", "请选择"), *CHANGES.items()])
    made_on = DayField(label="制定或修改日期", required=False, help_text="通过或公布的日期，例如2024-11-08")
    in_force_from = DayField(label="施行日期", help_text="例如2025-07-01")
    confidence = forms.ChoiceField(
        label="可信程度",
        choices=[("", "请选择"), *CONFIDENCE.items()],
        help_text="对照公布文本核对过的选已核",
    )
    note = forms.CharField(label="备注", max_length=200, required=False)
    reason = forms.CharField(label="登记理由", max_length=200, help_text="例如见哪一天公布的哪个文件")

    @property
    def facts(self) -> TextFacts:
        typed = dict(self.cleaned_data)
        del typed["title"], typed["reason"]
        return TextFacts(**typed)


class RepealForm(forms.Form):
    """From when a text is without force."""

    from_on = DayField(label="废止日期", help_text="从这一天起不再有效")
    reason = forms.CharField(label="依据", max_length=200, help_text="宣布废止的文件和条款")


def as_typed(text: LegalText) -> dict[str, Any]:
    """The version as its form shows it."""
    days = {name: getattr(text, name) for name in ("made_on", "in_force_from")}
    facts = {
        name: getattr(text, name)
        for name in ("title", "level", "issued_by", "document_no", "change", "confidence", "note")
    }
    return facts | {name: chinese_day(day) if day else "" for name, day in days.items()}


class NoticeForm(forms.Form):
    """One year's notice, a row for each festival as its paragraphs have them. `seen` is the version the page
    showed; a correction starts from what it says."""

    document_no = forms.CharField(label="文号", max_length=40, help_text="例如国办发明电〔2025〕7号")
    issued_on = DayField(label="印发日期", help_text="例如2025-11-04")
    seen = forms.IntegerField(widget=forms.HiddenInput)
    count_note = forms.CharField(
        label="天数说明", max_length=200, required=False, help_text="放假天数与法定天数不同时写明原因"
    )

    def __init__(self, typed: QueryDict | None, *, year: int, latest: HolidayNotice | None) -> None:
        super().__init__(typed, initial=_initial(latest))
        self.year = year
        self.days: dict[str, tuple[Day, ...]] = {}
        for place, name in enumerate(FESTIVALS):
            for part, label in (("first", "放假首日"), ("last", "放假末日"), ("workdays", "调休上班日")):
                self.fields[f"{part}-{place}"] = forms.CharField(
                    label=f"{name}{label}", max_length=80, required=False
                )
        if latest:
            self.fields["reason"] = forms.CharField(label="更正理由", max_length=200)

    @property
    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """Each festival with its three fields."""
        parts = ("first", "last", "workdays")
        return [(name, [self[f"{p}-{place}"] for p in parts]) for place, name in enumerate(FESTIVALS)]

    @property
    def heads(self) -> list[BoundField]:
        return [self["document_no"], self["issued_on"]]

    @property
    def notes(self) -> list[BoundField]:
        return [self[name] for name in ("count_note", "reason") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        for place, name in enumerate(FESTIVALS):
            for part in ("first", "last", "workdays"):
                self._read(f"{part}-{place}", name)
            if not self.days.get(f"first-{place}") and (
                self.days.get(f"last-{place}") or self.days.get(f"workdays-{place}")
            ):
                self.add_error(f"first-{place}", f"{name}填了别的日期，没有填放假首日。")
        return found

    @property
    def notice(self) -> Notice:
        """What was typed in; a festival without a first day is left out, one without a last lasts a day."""
        holidays = []
        for place, name in enumerate(FESTIVALS):
            if first := self.days.get(f"first-{place}"):
                last = self.days.get(f"last-{place}") or first
                holidays.append(Holiday(name, first[0], last[0], self.days.get(f"workdays-{place}", ())))
        document_no, issued_on = self.cleaned_data["document_no"], self.cleaned_data["issued_on"]
        return Notice(self.year, document_no, issued_on, tuple(holidays))

    def _read(self, field: str, name: str) -> None:
        text = self.cleaned_data.get(field, "")
        if not text.strip():
            return
        try:
            is_list = field.startswith("workdays")
            self.days[field] = (
                read_days(text, self.year, name) if is_list else (read_day(text, self.year, name),)
            )
        except ValueError as error:
            self.add_error(field, str(error))


def _initial(latest: HolidayNotice | None) -> dict[str, Any]:
    if latest is None:
        return {"seen": 0}
    found: dict[str, Any] = {
        "seen": latest.number,
        "document_no": latest.document_no,
        "issued_on": latest.issued_on,
        "count_note": latest.count_note,
    }
    for holiday in latest.notice.holidays:
        place = FESTIVALS.index(holiday.name.partition("、")[0])
        found[f"first-{place}"], found[f"last-{place}"] = words(holiday.first), words(holiday.last)
        found[f"workdays-{place}"] = "、".join(map(words, holiday.workdays))
    return found


class DeadlineFilterForm(forms.Form):
    """The filter bar of deadlines; its values live in the address."""

    q = forms.CharField(label="事项", required=False, max_length=64)
    look = forms.ChoiceField(label="状态", required=False, choices=list(LOOKS.items()))

    def narrow(self) -> DeadlineFilter:
        """The filter; what is open when nothing valid was asked for."""
        self.full_clean()
        asked = self.cleaned_data
        return DeadlineFilter(text=asked.get("q", ""), look=asked.get("look") or "open")
