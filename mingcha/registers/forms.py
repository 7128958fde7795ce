"""Forms of the registers."""

import datetime
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import read_date
from mingcha.intake.forms import ProofField
from mingcha.registers.models import MANNERS, RISK_CLASSES, Holder, Target
from mingcha.registers.queries import LOOKS, TargetFilter, holder_by_code
from mingcha.registers.queries.field_lists import filter_text
from mingcha.registers.rules.categories import CHOICE, CODE, TEXT, FieldRule
from mingcha.registers.rules.staff import BUSINESS_SAYS, HINT, INSPECTOR_SAYS, INTERESTS, LEGAL_SAYS, SOURCES
from mingcha.registers.rules.standing import KINDS
from mingcha.registers.services import NewHolder
from mingcha.registers.states import INSPECTOR, TARGET
from mingcha.registers.subjects.standing.columns import YES_NO

ALL = ("", "全部")
DETAIL = "field-"
HOLDER, TARGET_ONLY = "holder", "target"


class DayField(forms.CharField):
    """A day in any spelling people use: 2026-06-15, 2026.6.15, 20260615, 2026年6月15日."""

    def to_python(self, value: Any) -> Any:
        try:
            return read_date(super().to_python(value), field=str(self.label))
        except CellRefused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime.date) else value


class TargetFilterForm(forms.Form):
    """The filter bar of 检查对象; its values live in the address."""

    q = forms.CharField(label="名称、代码、证号或电话", required=False, max_length=64)
    category = forms.ChoiceField(label="类别", required=False)
    town = forms.ChoiceField(label="乡镇", required=False)
    risk = forms.ChoiceField(label="风险类别", required=False, choices=[ALL, *RISK_CLASSES])
    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *TARGET.choices()])

    def __init__(self, facets: dict[str, list[str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in facets.items():
            self.fields[name].choices = [ALL, *((value, value) for value in values if value)]  # type: ignore[attr-defined]  # set above
        self.fields["q"].widget.attrs["placeholder"] = "如9113…、某某矿业；自然人填全名"
        self.fields["q"].widget.attrs["type"] = "search"

    def offer(self, rules: Sequence[FieldRule]) -> None:
        """The fields of the category that the list shows, as further conditions."""
        for rule in (one for one in rules if one.kind in (TEXT, CHOICE, CODE)):
            options = [ALL, *((word, word) for word in rule.option_words)]
            self.fields[DETAIL + rule.key] = (
                forms.ChoiceField(label=rule.title, required=False, choices=options)
                if rule.kind == CHOICE
                else forms.CharField(label=f"{rule.title}含", required=False, max_length=64)
            )

    def wanted(self, look: str, sort: str) -> TargetFilter:
        """The filter; a condition that is none is passed over."""
        self.full_clean()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        conditions = {name: text for name, text in given.items() if not name.startswith(DETAIL)}
        detail = filter_text({name.removeprefix(DETAIL): given[name] for name in given.keys() - conditions})
        return TargetFilter(**conditions, look=look if look in LOOKS else "", sort=sort, detail=detail)


class InspectorFilterForm(forms.Form):
    """The filter bar of 执法检查人员."""

    q = forms.CharField(label="姓名、证号或电话", required=False, max_length=32)
    section = forms.ChoiceField(label="股所室队", required=False)
    eligible = forms.ChoiceField(
        label="能否参加匹配", required=False, choices=[ALL, ("yes", "能"), ("no", "不能")]
    )
    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *INSPECTOR.choices()])
    source = forms.ChoiceField(
        label="单位", required=False, choices=[("", "本局"), ("partners", "联合部门"), ("all", "全部")]
    )

    def __init__(self, sections: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [ALL, *((section, section) for section in sections)]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, see above


class StateForm(forms.Form):
    """An act on a target or an inspector, with its reason."""

    act = forms.ChoiceField(label="办理")
    reason = forms.CharField(label="理由", max_length=200, help_text="来源和依据，例如注销通知的日期、文号。")

    def __init__(self, acts: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", "请选择"), *acts]  # type: ignore[attr-defined]  # a ChoiceField, see above


class ConflictForm(forms.Form):
    """A declared interest."""

    party = forms.CharField(label="相对方", max_length=120, help_text="统一社会信用代码，或完整的单位名称。")
    kind = forms.ChoiceField(label="种类", choices=[("", "请选择"), *INTERESTS.items()])
    relation = forms.CharField(label="关系", max_length=64, help_text="例如配偶任职、近亲属持股、曾任职。")
    from_on = DayField(label="起", required=False, help_text="如2026-06-15，不填为已经开始。")
    until_on = DayField(label="止", required=False, help_text="不填为未终止。")
    scan = ProofField()


class ProposeConflictForm(ConflictForm):
    """The same by the legal section, which says from whom it comes."""

    source = forms.ChoiceField(
        label="来源",
        choices=[(key, SOURCES[key]) for key in (LEGAL_SAYS, INSPECTOR_SAYS, BUSINESS_SAYS, HINT)],
        help_text="企业申请的须附申请材料。",
    )
    reason = forms.CharField(label="情况说明", max_length=200, required=False)


class EndConflictForm(forms.Form):
    """The end of an interest."""

    until_on = DayField(label="终止日期", help_text="当日仍须回避。")
    reason = forms.CharField(label="理由", max_length=200)


class StandingForm(forms.Form):
    """A standing fact of a target or its holder. Nothing that decides is preset."""

    kind = forms.ChoiceField(
        label="登记什么", choices=[("", "请选择"), *((kind, fact.title) for kind, fact in KINDS.items())]
    )
    scope = forms.ChoiceField(
        label="涉及",
        choices=[("", "请选择"), (HOLDER, "整个主体，含其全部检查对象"), (TARGET_ONLY, "只涉及这个检查对象")],
    )
    value = forms.CharField(
        label="结果",
        max_length=8,
        help_text="信用风险分类填A、B、C或D；投诉举报填近12个月件数；名单和社会关注填列入或移出。",
    )
    stands_on = DayField(label="结果日期", help_text="分类、统计截止、列入或移出的日期，如2026-06-15。")
    source = forms.CharField(label="来源", max_length=64, help_text="认定的系统或机关，例如12345热线。")
    document_no = forms.CharField(label="文号", max_length=64, required=False)
    proof = forms.FileField(
        label="依据材料", required=False, help_text="PDF、JPG或PNG，最大10MB。文号和材料至少有一项。"
    )
    reason = forms.CharField(label="理由", max_length=200)

    def __init__(self, *args: Any, is_holder: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_holder:
            del self.fields["scope"]

    def clean_value(self) -> str:
        """列入 and 移出 as the events have them, everything else as typed."""
        text = str(self.cleaned_data["value"]).strip()
        return YES_NO.get(text, text) if not text.isdigit() else text


class StandingFilterForm(forms.Form):
    """The filter bar of 风险和信用变动."""

    q = forms.CharField(label="单位名称或代码", required=False, max_length=64)
    kind = forms.ChoiceField(
        label="种类", required=False, choices=[ALL, *((kind, fact.title) for kind, fact in KINDS.items())]
    )
    since = DayField(label="自", required=False)
    until = DayField(label="至", required=False)


class VisitFilterForm(forms.Form):
    """The filter bar of 检查经历."""

    q = forms.CharField(label="单位名称或代码", required=False, max_length=64)
    body = forms.CharField(label="检查机关", required=False, max_length=64)
    manner = forms.ChoiceField(label="检查类型", required=False, choices=[ALL, *MANNERS])
    since = DayField(label="自", required=False)
    until = DayField(label="至", required=False)


class VisitForm(forms.Form):
    """A past visit as it should have been entered."""

    body = forms.CharField(label="检查机关", max_length=64)
    visited_on = DayField(label="检查日期", help_text="例如2026-03-15。")
    item = forms.CharField(label="检查事项", max_length=120, required=False)
    manner = forms.ChoiceField(label="检查类型", choices=MANNERS)
    result = forms.CharField(label="检查结果", max_length=120, required=False)
    is_void = forms.BooleanField(
        label="作废：没有这次检查，或者检查的不是这个主体",
        required=False,
        help_text="作废的留在记录中，不再计入检查次数和间隔。",
    )
    reason = forms.CharField(label="理由", max_length=200, help_text="凭什么更正，例如原表第几行、现场记录。")


class ReasonForm(forms.Form):
    """Why something is decided."""

    reason = forms.CharField(label="理由", max_length=200, help_text="凭什么认定，例如变更通知的日期、文号。")


class MergeForm(ReasonForm):
    """Which of the rows that look alike stands for which others; nothing is chosen beforehand."""

    keep = forms.UUIDField(label="保留哪一个", error_messages={"required": "请选择保留哪一个。"})
    absorb = forms.MultipleChoiceField(label="并入的", error_messages={"required": "请勾选要并入的。"})

    def __init__(self, members: Sequence[Holder | Target], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absorb"].choices = [(str(one.pk), one.code) for one in members]  # type: ignore[attr-defined]  # see above

    def clean_absorb(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["absorb"]]


class ApartForm(ReasonForm):
    """The rows as they were shown are not the same."""

    facts = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SplitForm(forms.Form):
    """Which targets leave a holder, and where they go."""

    targets = forms.MultipleChoiceField(
        label="移走的对象", required=False, widget=forms.CheckboxSelectMultiple
    )
    to = forms.ChoiceField(label="移到", required=False, help_text="原先并入的主体选它即可拆回。")
    code = forms.CharField(
        label="已有主体或新主体的代码",
        required=False,
        max_length=40,
        help_text="名录库中已有的，移到它名下；没有的，按下面的名称新登记。",
    )
    name = forms.CharField(label="新主体名称", required=False, max_length=120)
    reason = forms.CharField(label="理由", max_length=200, help_text="凭什么认定，例如变更通知的日期、文号。")

    def __init__(
        self, actor: Actor, targets: Sequence[Target], former: Sequence[Holder], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._actor = actor
        own = [(str(one.pk), f"{one.name or one.category}　{one.code}") for one in targets]
        self.fields["targets"].choices = own  # type: ignore[attr-defined]  # a MultipleChoiceField, see above
        known = [(str(one.pk), f"{one.name}　{one.code}（原已并入）") for one in former]
        self.fields["to"].choices = [("", "按下面的代码或名称"), *known]  # type: ignore[attr-defined]  # see above

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not (found.get("to") or found.get("code") or found.get("name")):
            self.add_error("to", "没有写明移到哪里。请选择原先并入的主体，或填写代码或名称。")
        return found

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments of `split_holder` besides who and whose."""
        found = self.cleaned_data
        to: UUID | NewHolder = NewHolder(found["name"], found["code"])
        known = holder_by_code(self._actor, found["code"])
        if found["to"]:
            to = UUID(found["to"])
        elif known is not None:
            to = known.pk
        targets = [UUID(one) for one in found["targets"]]
        return {"targets": targets, "to": to, "reason": found["reason"]}


class DayForm(forms.Form):
    """The day for which the register is asked."""

    on = DayField(label="名录库的日期", help_text="如2026-06-15，按当日结束时的内容。")

    def clean_on(self) -> datetime.date:
        """A day that has begun."""
        day: datetime.date = self.cleaned_data["on"]
        if day > moments.today():
            raise forms.ValidationError(f"{day}还没有到，请填今天或以前的日期。")
        return day
