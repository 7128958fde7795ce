"""Forms of clue checks: the clue and what it calls for, who goes at once, what was found."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.intake.forms import ProofField
from mingcha.items.queries import published_items
from mingcha.law.forms import DayField
from mingcha.plans.rules.clues import SOURCES
from mingcha.plans.rules.forms import SEATS_AT_MOST
from mingcha.plans.services import ClueFacts
from mingcha.registers.models import Holder, Target
from mingcha.registers.queries import eligible_inspectors, holder_by_code


class ClueForm(forms.Form):
    """A clue with its evidence, whom it concerns, and what is to be looked at."""

    source = forms.ChoiceField(label="线索来源", choices=[("", "请选择"), *SOURCES.items()])
    source_no = forms.CharField(
        label="来源编号", max_length=64, required=False, help_text="投诉单号、转办文号等"
    )
    received_on = DayField(label="收到日期", help_text="例如2026-06-15")
    summary = forms.CharField(
        label="线索反映的问题", max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence = ProofField(label="线索材料", required=True)
    holder = forms.CharField(
        label="检查对象的主体", max_length=32, help_text="名录库中的统一社会信用代码、注册号或者编号"
    )
    target = forms.CharField(
        label="具体对象", max_length=47, required=False, help_text="名录库中的对象编号；不填为整个主体"
    )
    items = forms.MultipleChoiceField(label="核查的抽查事项", widget=forms.CheckboxSelectMultiple)
    members = forms.IntegerField(
        label="组员人数", min_value=1, max_value=SEATS_AT_MOST, initial=1, help_text="另有组长1名"
    )
    ends_on = DayField(label="核查期限", help_text="最迟哪一天查完")

    def __init__(
        self,
        typed: QueryDict | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        scope: Actor,
    ) -> None:
        super().__init__(typed, files)
        self.scope = scope
        in_force = published_items(scope, moments.today())
        self.fields["items"].choices = [(str(item.pk), item.name) for item in in_force]  # type: ignore[attr-defined]  # a choice field

    def clean_holder(self) -> Holder:
        found = holder_by_code(self.scope, self.cleaned_data["holder"])
        if found is None:
            raise forms.ValidationError("名录库中没有这个代码的主体，请核对，或先登记主体。")
        return found

    def clean_target(self) -> Target | None:
        code = self.cleaned_data["target"].strip()
        if not code:
            return None
        found: Target | None = Target.current.filter(office_id=self.scope.office_id, code=code).first()
        if found is None:
            raise forms.ValidationError("名录库中没有这个编号的对象。")
        return found

    @property
    def facts(self) -> ClueFacts:
        typed: dict[str, Any] = dict(self.cleaned_data)
        del typed["evidence"]
        return ClueFacts(item_ids=tuple(UUID(pk) for pk in typed.pop("items")), **typed)


class ApproveForm(forms.Form):
    """What the leader says when a clue check is approved."""

    remark = forms.CharField(label="批准意见", max_length=200, required=False)


class DropForm(forms.Form):
    """Why a clue is not followed."""

    reason = forms.CharField(label="理由", max_length=200)


class AtOnceForm(forms.Form):
    """Whom the leader sends without a draw, and why it cannot wait."""

    reason = forms.CharField(label="为什么等不到抽取", max_length=200)
    team = forms.MultipleChoiceField(label="派出的人员", widget=forms.CheckboxSelectMultiple)

    def __init__(self, typed: QueryDict | None, *, scope: Actor) -> None:
        super().__init__(typed)
        able = [one.inspector for one in eligible_inspectors(scope, moments.today()) if not one.reasons]
        self.fields["team"].choices = [(one.roster_no, f"{one.name}（{one.roster_no}）") for one in able]  # type: ignore[attr-defined]  # a choice field


class ClueVisitForm(forms.Form):
    """What the visit found."""

    visited_on = DayField(label="核查日期")
    result = forms.CharField(label="核查结果", max_length=120)
