"""The form of a campaign; what it decides becomes `Settings`."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.items.forms import RatioField
from mingcha.items.models import InspectionItem
from mingcha.items.queries import published_items
from mingcha.law.forms import DayField
from mingcha.law.rules import ratio_words
from mingcha.plans.models import BALANCES, HOLDER_UNIT, TARGET_UNIT
from mingcha.plans.queries import Settings, scope_choices
from mingcha.plans.queries.campaigns import roster_tags
from mingcha.plans.queries.settings import Line
from mingcha.plans.rules.counting import ORDINARY, RAISED, STRATUM_CODES, Layer
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
LAYERS = ((ORDINARY, "s1", "一般层"), (RAISED, "s2", "加强层（风险类别C、D）"))


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
    s2_ratio = RatioField(label="加强层比例", help_text="风险类别C、D，不低于一般层")
    s2_at_least = forms.IntegerField(label="至少抽取", min_value=1, initial=1)
    s2_reserve = forms.IntegerField(label="递补", min_value=0, initial=0)
    lead_requires = forms.MultipleChoiceField(
        label="组长（每户次1名）的要求", required=False, widget=forms.CheckboxSelectMultiple, initial=[LEAD]
    )
    member_count = forms.IntegerField(label="组员人数（每户次）", min_value=1, max_value=SEATS_AT_MOST)
    member_requires = forms.MultipleChoiceField(
        label="组员的要求", required=False, widget=forms.CheckboxSelectMultiple
    )
    balance = forms.ChoiceField(
        label="人员分配",
        choices=BALANCES,
        widget=forms.RadioSelect,
        help_text="均衡：各人户次尽量相同；只限上限：按名录库登记的个人上限。",
    )

    def __init__(self, *args: Any, scope: Actor, settings: Settings | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = settings.line if settings else Line(section_id=scope.section_id)
        kept = settings.item_ids if settings else ()
        choices = scope_choices(scope)
        tags = [(tag, tag_words([tag])) for tag in roster_tags(scope, LEAD)]
        self._offer("items", _item_choices(scope, kept))
        self._offer("categories", _same(choices.categories, settings.categories if settings else ()))
        self._offer("towns", _same(choices.towns, settings.towns if settings else ()))
        for field in ("lead_requires", "member_requires"):
            self._offer(field, tags)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices
            if not choices:
                field.help_text = NOTHING_TO_CHOOSE.get(name, field.help_text)

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        problem = number_problem(number) if number else ""
        if problem:
            raise forms.ValidationError(problem)
        return number

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
            layers=tuple(self._layer(kind, prefix) for kind, prefix, _ in LAYERS),
            seats=(
                Seats(LEAD, GROUP_TITLES[LEAD], 1, frozenset(facts["lead_requires"])),
                Seats(
                    MEMBER, GROUP_TITLES[MEMBER], facts["member_count"], frozenset(facts["member_requires"])
                ),
            ),
            line=self.line,
        )

    def _layer(self, kind: str, prefix: str) -> Layer:
        facts = self.cleaned_data
        return Layer(
            code=STRATUM_CODES[kind],
            kind=kind,
            ratio=facts[f"{prefix}_ratio"],
            at_least=facts[f"{prefix}_at_least"],
            reserve=facts[f"{prefix}_reserve"],
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


def as_typed(settings: Settings) -> dict[str, Any]:
    """Settings as their form shows them."""
    groups = {group.code: group for group in settings.seats}
    lead, member = groups.get(LEAD), groups.get(MEMBER)
    layers = {layer.code: layer for layer in settings.layers}
    typed: dict[str, Any] = {
        name: getattr(settings, name)
        for name in ("number", "title", "starts_on", "ends_on", "unit", "categories", "towns", "balance")
    }
    for _, prefix, _ in LAYERS:
        if layer := layers.get(prefix):
            typed[f"{prefix}_ratio"] = ratio_words(layer.fraction)
            typed[f"{prefix}_at_least"], typed[f"{prefix}_reserve"] = layer.at_least, layer.reserve
    return typed | {
        "items": [str(item) for item in settings.item_ids],
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


def _same(offered: Sequence[str], kept: Sequence[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in dict.fromkeys([*offered, *kept])]
