"""The form of a campaign; what it decides becomes `Settings`."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.queries import sections
from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.common.workbooks.values import read_list
from mingcha.items.forms import RatioField
from mingcha.items.models import InspectionItem
from mingcha.items.queries import published_items
from mingcha.law.forms import DayField
from mingcha.law.rules import ratio_words
from mingcha.plans.models import AFTER_VISITS, BALANCES, HOLDER_UNIT, SHOWINGS, TARGET_UNIT, Campaign
from mingcha.plans.queries import Settings, scope_choices
from mingcha.plans.queries.campaigns import roster_tags
from mingcha.plans.queries.settings import Line
from mingcha.plans.rules.counting import COOLED, ORDINARY, RAISED, STRATUM_CODES, Layer
from mingcha.plans.rules.division import DIVISIONS
from mingcha.plans.rules.findings import Seats
from mingcha.plans.rules.forms import (
    GROUP_TITLES,
    LEAD,
    MEMBER,
    NUMBER_LENGTH,
    SEATS_AT_MOST,
    number_problem,
)
from mingcha.registers.rules.qualifications import tag_words

UNIT_CHOICES = [
    (HOLDER_UNIT, "市场主体：一家一次，检查其范围内的全部对象"),
    (TARGET_UNIT, "检查对象：逐个抽取，同一主体抽中的几个对象合为一户次"),
]
NOTHING_TO_CHOOSE = {
    "items": "没有现行的抽查事项：清单经局领导审定并公布后，才能编制任务。",
    "categories": "名录库还没有登记对象类别。",
    "towns": "名录库还没有登记乡镇。",
}
METHODS = [(word, word) for word in ("现场检查", "书面检查", "网络监测", "检验检测", "委托专业机构")]
LAYERS = tuple((kind, STRATUM_CODES[kind]) for kind in (ORDINARY, RAISED, COOLED))
COOLING_AT_MOST = 60
# The settings that a field shows as they are.
TYPED = (
    *("number", "title", "starts_on", "ends_on", "unit", "categories", "towns", "balance", "showing"),
    *("division", "leaves_out_drawn", "cooling_months"),
)


class CampaignForm(forms.Form):
    """Everything that a campaign decides. Nothing that decides is preset except the seat of a leader."""

    number = forms.CharField(label="任务编号", max_length=NUMBER_LENGTH, help_text="印在公告上，机构内不重复")
    title = forms.CharField(label="任务名称", max_length=80)
    starts_on = DayField(label="检查开始", help_text="例如2026-06-01；事项和执法证按这一天核对")
    ends_on = DayField(label="检查结束")
    items = forms.MultipleChoiceField(label="抽查事项", widget=forms.CheckboxSelectMultiple)
    unit = forms.ChoiceField(label="抽取单位", choices=UNIT_CHOICES, widget=forms.RadioSelect)
    categories = forms.MultipleChoiceField(
        label="限定对象类别",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选：按事项的全部对象。缩小范围不降低下限。",
    )
    towns = forms.MultipleChoiceField(
        label="限定乡镇",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选：全县。缩小范围不降低下限。",
    )
    s1_ratio = RatioField(label="一般层比例", help_text="例如5%、0.05或1/20")
    s1_at_least = forms.IntegerField(label="至少抽取", min_value=1, initial=1)
    s1_reserve = forms.IntegerField(label="递补", min_value=0, initial=0)
    s2_ratio = RatioField(label="加强层比例", help_text="风险高、投诉多、有严重违法记录等，高于一般层")
    s2_at_least = forms.IntegerField(label="至少抽取", min_value=1, initial=1)
    s2_reserve = forms.IntegerField(label="递补", min_value=0, initial=0)
    division = forms.ChoiceField(
        label="分层方式",
        choices=list(DIVISIONS.items()),
        required=False,
        help_text="分层后每层分别抽取；层太小会多抽，审查意见中有合并的办法。",
    )
    merged_parts = forms.CharField(
        label="合并的层",
        required=False,
        max_length=400,
        help_text="合在一起抽取的乡镇或类别用“、”连接，几组之间用“；”，例如：平阳镇、王林口镇；砂窝镇、大台乡",
    )
    leaves_out_drawn = forms.BooleanField(
        label="本年度同类抽查已抽过的一般层对象不再抽", required=False, initial=True
    )
    cooling_months = forms.IntegerField(
        label="冷却期（月）",
        required=False,
        min_value=1,
        max_value=COOLING_AT_MOST,
        help_text="不填：不设冷却层。填写后，这些月内受过检查的（本局和别的机关都算，线索核查不算）另成一层，抽取机会低于一般层。",
    )
    s3_ratio = RatioField(label="冷却层比例", required=False)
    s3_at_least = forms.IntegerField(label="至少抽取", min_value=1, initial=1, required=False)
    s3_reserve = forms.IntegerField(label="递补", min_value=0, initial=0, required=False)
    lead_requires = forms.MultipleChoiceField(
        label="组长（每户次1名）的要求", required=False, widget=forms.CheckboxSelectMultiple, initial=[LEAD]
    )
    member_count = forms.IntegerField(label="组员人数（每户次）", min_value=1, max_value=SEATS_AT_MOST)
    member_requires = forms.MultipleChoiceField(
        label="组员的要求", required=False, widget=forms.CheckboxSelectMultiple
    )
    showing = forms.ChoiceField(
        label="名单公开",
        choices=SHOWINGS,
        required=False,
        initial=AFTER_VISITS,
        help_text="公告前就要定。检查后公开的，抽取会上只宣读个数和摘要；当场公开的，逐个宣读，被抽中的单位事先知道。",
    )
    balance = forms.ChoiceField(
        label="人员分配",
        choices=BALANCES,
        widget=forms.RadioSelect,
        help_text="均衡：各人户次尽量相同；只限上限：按名录库登记的个人上限。",
    )
    section = forms.ChoiceField(label="责任股室", required=False)
    category = forms.CharField(
        label="抽查类别", max_length=64, required=False, help_text="每类每年的轮次按它计算"
    )
    round = forms.IntegerField(
        label="轮次", min_value=1, initial=1, required=False, help_text="这一类别本年度的第几轮"
    )
    frequency = forms.CharField(label="抽查频次", max_length=32, required=False, help_text="例如2次/年")
    methods = forms.MultipleChoiceField(
        label="检查方式", required=False, choices=METHODS, widget=forms.CheckboxSelectMultiple
    )
    only_raised = forms.BooleanField(
        label="只抽加强层", required=False, help_text="加强层比一般层多一轮时勾选"
    )
    lead_department = forms.CharField(
        label="牵头部门", max_length=64, required=False, help_text="不填：本机构"
    )
    partner_departments = forms.CharField(
        label="配合部门", max_length=200, required=False, help_text="用顿号隔开"
    )
    draw_on = DayField(label="计划抽取日期", required=False)
    plan_note = forms.CharField(label="计划备注", max_length=200, required=False)
    outside_body = forms.CharField(
        label="计划外批准机关", max_length=64, required=False, help_text="县级以上政府或者上级主管部门"
    )
    outside_document = forms.CharField(label="计划外批准文号", max_length=40, required=False)
    outside_reason = forms.CharField(label="计划外理由", max_length=200, required=False)
    drawing_platform = forms.CharField(
        label="抽取平台", max_length=64, required=False, help_text="例如省双随机平台；不填：由本系统抽取"
    )
    drawing_basis = forms.CharField(
        label="由平台抽取的依据", max_length=200, required=False, help_text="上级要求在平台抽取的文件和条款"
    )

    def __init__(self, *args: Any, scope: Actor, settings: Settings | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = settings.item_ids if settings else ()
        self.partner_items = settings.partner_items if settings else ()
        choices = scope_choices(scope)
        tags = [(tag, tag_words([tag])) for tag in roster_tags(scope, LEAD)]
        self.fields["section"].initial = str(scope.section_id or "")
        self._offer("section", _section_choices(scope, settings))
        self._offer("items", _item_choices(scope, kept))
        self._offer("categories", _same(choices.categories, settings.categories if settings else ()))
        self._offer("towns", _same(choices.towns, settings.towns if settings else ()))
        for field in ("lead_requires", "member_requires"):
            self._offer(field, tags)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
            if not choices:
                field.help_text = NOTHING_TO_CHOOSE.get(name, field.help_text)

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        problem = number_problem(number) if number else ""
        if problem:
            raise forms.ValidationError(problem)
        return number

    def clean_merged_parts(self) -> tuple[tuple[str, ...], ...]:
        """Groups of two parts or more; nobody stands in two of them."""
        groups = read_groups(self.cleaned_data["merged_parts"])
        parts = [part for group in groups for part in group]
        if len(set(parts)) < len(parts):
            raise forms.ValidationError("同一个乡镇或类别只能写在一组里。")
        return groups

    def clean(self) -> dict[str, Any]:
        """A cooling-off period and the ratio of its stratum come together; so do a platform and its basis."""
        facts = super().clean() or {}
        if bool(facts.get("cooling_months")) != bool(facts.get("s3_ratio")):
            missing = "s3_ratio" if facts.get("cooling_months") else "cooling_months"
            self.add_error(missing, "冷却期和冷却层比例要一并填写；不设冷却层的，两项都不填。")
        if bool(facts.get("drawing_platform")) != bool(facts.get("drawing_basis")):
            missing = "drawing_basis" if facts.get("drawing_platform") else "drawing_platform"
            self.add_error(missing, "平台和依据要一并填写；由本系统抽取的，两项都不填。")
        return facts

    @property
    def holds_outside(self) -> bool:
        """Whether something stands in the part that few campaigns fill, as it does where anything in it is
        wrong: then it is unfolded."""
        return self._holds("outside_body", "outside_document", "outside_reason")

    @property
    def holds_platform(self) -> bool:
        """The same of the platform that draws."""
        return self._holds("drawing_platform", "drawing_basis")

    def _holds(self, *names: str) -> bool:
        return any(self[name].value() for name in names)

    @property
    def settings(self) -> Settings:
        """What a valid form decides."""
        facts = self.cleaned_data
        return Settings(
            number=facts["number"],
            title=facts["title"],
            unit=facts["unit"],
            item_ids=tuple(UUID(item) for item in facts["items"]),
            categories=tuple(facts["categories"]),
            towns=tuple(facts["towns"]),
            starts_on=facts["starts_on"],
            ends_on=facts["ends_on"],
            balance=facts["balance"],
            showing=facts["showing"] or AFTER_VISITS,
            layers=tuple(self._layer(kind, code) for kind, code in LAYERS if facts[f"{code}_ratio"]),
            seats=(
                Seats(LEAD, GROUP_TITLES[LEAD], 1, frozenset(facts["lead_requires"])),
                Seats(
                    MEMBER, GROUP_TITLES[MEMBER], facts["member_count"], frozenset(facts["member_requires"])
                ),
            ),
            division=facts["division"],
            merged_parts=facts["merged_parts"],
            leaves_out_drawn=facts["leaves_out_drawn"],
            cooling_months=facts["cooling_months"],
            line=self._line(),
            partner_items=self.partner_items,
        )

    def _line(self) -> Line:
        facts = self.cleaned_data
        typed = {name: facts[name] for name in LINE_FIELDS}
        return Line(
            section_id=UUID(facts["section"]) if facts["section"] else None,
            round=facts["round"] or 1,
            methods=tuple(facts["methods"]),
            partner_departments=tuple(read_list(facts["partner_departments"])),
            **typed,
        )

    def _layer(self, kind: str, prefix: str) -> Layer:
        facts = self.cleaned_data
        return Layer(
            code=STRATUM_CODES[kind],
            kind=kind,
            ratio=facts[f"{prefix}_ratio"],
            at_least=facts[f"{prefix}_at_least"] or 1,
            reserve=facts[f"{prefix}_reserve"] or 0,
        )


# What the form and the plan line call the same.
LINE_FIELDS = (
    *("category", "frequency", "only_raised", "lead_department", "draw_on", "plan_note"),
    *("outside_body", "outside_document", "outside_reason"),
    *("drawing_platform", "drawing_basis"),
)


class TrialForm(CampaignForm):
    """The same form, for counting only: what does not count may still be missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "title", "starts_on", "ends_on", "balance"):
            self.fields[name].required = False


class ReasonForm(forms.Form):
    """Why a campaign is reopened or called off; kept in the ledger."""

    reason = forms.CharField(label="理由", max_length=200)


class DraftChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no parameter at run time
    """Campaigns to tick, each with its number."""

    def label_from_instance(self, obj: Campaign) -> str:
        return f"{obj.number} {obj.title}"


class JoinForm(forms.Form):
    """Which campaigns become one joint campaign, what it is called, why."""

    campaigns = DraftChoice(
        label="合并的任务", queryset=Campaign.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    number = forms.CharField(label="联合任务编号", max_length=NUMBER_LENGTH)
    title = forms.CharField(label="联合任务名称", max_length=80)
    reason = forms.CharField(label="理由", max_length=200)

    def __init__(self, *args: Any, drafts: QuerySet[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaigns"]
        if isinstance(field, DraftChoice):
            field.queryset = drafts


def as_typed(settings: Settings) -> dict[str, Any]:
    """Settings as their form shows them."""
    groups = {group.code: group for group in settings.seats}
    lead, member = groups.get(LEAD), groups.get(MEMBER)
    layers = {layer.code: layer for layer in settings.layers}
    line = settings.line
    told = {name: getattr(settings, name) for name in TYPED} | {n: getattr(line, n) for n in LINE_FIELDS}
    typed: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    for _, prefix in LAYERS:
        if layer := layers.get(prefix):
            typed[f"{prefix}_ratio"] = ratio_words(layer.fraction)
            typed[f"{prefix}_at_least"], typed[f"{prefix}_reserve"] = layer.at_least, layer.reserve
    return typed | {
        "section": str(line.section_id or ""),
        "round": line.round,
        "methods": list(line.methods),
        "partner_departments": "、".join(line.partner_departments),
        "items": [str(item) for item in settings.item_ids],
        "merged_parts": "；".join("、".join(parts) for parts in settings.merged_parts),
        "lead_requires": sorted(lead.requires) if lead else [],
        "member_count": member.count if member else None,
        "member_requires": sorted(member.requires) if member else [],
    }


def _item_choices(scope: Actor, kept: Iterable[UUID]) -> list[tuple[str, str]]:
    """The published items, and those chosen earlier that are no longer in force."""
    offered = list(published_items(scope, moments.today()))
    former = InspectionItem.objects.filter(pk__in=list(kept), item_list__office_id=scope.office_id)
    gone = former.exclude(pk__in=[item.pk for item in offered])
    return [
        *((str(item.pk), str(item)) for item in offered),
        *((str(item.pk), f"{item}——不在现行清单内") for item in gone),
    ]


def read_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Parts as they are typed: `；` or `;` between groups, `、` or `,` within one; a group of one is none.

    >>> read_groups("平阳镇、王林口镇； 砂窝镇")
    (('平阳镇', '王林口镇'),)
    """
    groups = (re.split("[、，,]", group) for group in re.split("[；;]", text))
    named = (tuple(part.strip() for part in group if part.strip()) for group in groups)
    return tuple(group for group in named if len(group) > 1)


def _section_choices(scope: Actor, settings: Settings | None) -> list[tuple[str, str]]:
    """Every section for who leads the plan; for a section itself, and what the campaign says already."""
    found = sections(scope)
    if not scope.has(ENFORCEMENT):
        own = {scope.section_id, settings.line.section_id if settings else None}
        found = found.filter(pk__in=[one for one in own if one])
    return [("", "不分股室"), *((str(one.pk), one.name) for one in found)]


def _same(offered: Sequence[str], kept: Sequence[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in dict.fromkeys([*offered, *kept])]
