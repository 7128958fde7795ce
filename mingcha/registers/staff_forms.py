"""Forms of the register of inspectors. Cells are read by the readers of the import, so that what may be typed
into a workbook may be typed here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms

from mingcha.accounts.actors import Actor
from mingcha.accounts.queries import people, sections
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import read_document_number, read_list, read_phones, read_text
from mingcha.intake.forms import ProofField
from mingcha.intake.rules import without_private_numbers
from mingcha.registers.forms import ALL, DayField
from mingcha.registers.models import Inspector, InspectorLicence
from mingcha.registers.rules.endings import THINGS, Steps
from mingcha.registers.rules.staff import ABSENCES
from mingcha.registers.services.staff import (
    AbsenceFacts,
    InspectorFacts,
    LicenceFacts,
    QualificationFacts,
    TrainingFacts,
)

REASON_HELP = "来源和依据，例如某年某月某日文件、文号。"


class CellField(forms.CharField):
    """Typed text read as a cell of a workbook."""

    def __init__(self, *, read: Callable[[str], Any] = read_text, **options: Any) -> None:
        super().__init__(**options)
        self.read = read

    def to_python(self, value: Any) -> Any:
        try:
            return self.read(super().to_python(value) or "")
        except CellRefused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def run_validators(self, value: Any) -> None:
        """What a reader gives need not be text."""
        if isinstance(value, str):
            super().run_validators(value)


def _plain(text: str) -> str:
    return without_private_numbers(read_text(text))


def _number(text: str) -> str:
    return read_document_number(text, field="编号", strict=True)


class ReasonField(forms.CharField):
    """Why something is changed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label="理由", max_length=200, help_text=REASON_HELP, **options)


class InspectorForm(forms.Form):
    """A person of the register. Nothing that decides is preset."""

    name = CellField(label="姓名", max_length=32)
    employer = CellField(label="工作单位", max_length=64, required=False, read=_plain)
    section = forms.ChoiceField(label="股所室队", required=False)
    post = CellField(label="职务", max_length=32, required=False, read=_plain)
    qualifications = CellField(
        label="业务专长",
        required=False,
        max_length=200,
        read=read_list,
        help_text="几项用顿号隔开，例如矿产资源监管、测绘监管。有证书的另在资格中登记。",
    )
    is_expert = forms.BooleanField(label="专家", required=False)
    can_lead = forms.BooleanField(label="可任组长", required=False)
    phone = CellField(label="联系电话", max_length=64, required=False, read=read_phones)
    account = forms.ChoiceField(
        label="登录账号", required=False, help_text="关联后，本人可以查看自己的登记、申报利害关系。"
    )
    note = CellField(label="备注", max_length=200, required=False, read=_plain)
    is_namesake = forms.BooleanField(label="名录库中的同名人员是另一人", required=False)
    reason = ReasonField()

    def __init__(self, scope: Actor, inspector: Inspector | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _initial(inspector) if inspector else {}
        free = [one for one in people(scope).filter(is_active=True) if _is_free(one, inspector)]
        choices = [(str(one.pk), f"{one.name}（{one.username}）") for one in free]
        self.fields["account"].choices = [("", "不关联"), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        named = [(str(section.pk), section.name) for section in sections(scope)]
        self.fields["section"].choices = [("", _unsectioned(inspector)), *named]  # type: ignore[attr-defined]  # a ChoiceField
        if inspector is not None and inspector.partner_id:
            del self.fields["section"], self.fields["account"]

    def facts(self) -> InspectorFacts:
        """What was typed, as the verbs take it."""
        data = self.cleaned_data
        return InspectorFacts(
            name=data["name"],
            employer=data["employer"],
            section=_uuid(data.get("section")),
            post=data["post"],
            qualifications=tuple(word[:32] for word in data["qualifications"]),
            is_expert=data["is_expert"],
            can_lead=data["can_lead"],
            phone="、".join(data["phone"]),
            account=_uuid(data.get("account")),
            note=data["note"],
            is_namesake=data["is_namesake"],
        )


class LicenceForm(forms.Form):
    """An enforcement licence."""

    number = CellField(label="执法证编号", max_length=32, read=_number)
    name = CellField(label="执法证名称", max_length=64, required=False, read=_plain)
    scope = CellField(label="执法范围", max_length=120, required=False, read=_plain)
    valid_from = DayField(label="有效期起", required=False)
    valid_until = DayField(label="有效期至", required=False, help_text="如2027-06-15；长期有效的不填。")
    is_permanent = forms.BooleanField(label="长期有效", required=False)
    scan = ProofField(label="证件扫描件")
    reason = ReasonField()

    def facts(self) -> LicenceFacts:
        """What was typed, as the verbs take it."""
        return LicenceFacts(**{name: self.cleaned_data[name] for name in LicenceFacts.__dataclass_fields__})

    @staticmethod
    def initial_of(licence: InspectorLicence) -> dict[str, Any]:
        """The form filled with what stands in the register."""
        return {name: getattr(licence, name) for name in LicenceFacts.__dataclass_fields__}


class QualificationForm(forms.Form):
    """A certificate of special knowledge."""

    name = CellField(label="资格名称", max_length=64, read=_plain, help_text="例如注册测绘师、地质灾害评估。")
    certificate_no = CellField(label="证书编号", max_length=64, required=False, read=_plain)
    valid_until = DayField(label="有效期至", required=False)
    is_permanent = forms.BooleanField(label="长期有效", required=False)
    scan = ProofField(label="证书扫描件")
    reason = ReasonField()

    def facts(self) -> QualificationFacts:
        """What was typed, as the verbs take it."""
        names = QualificationFacts.__dataclass_fields__
        return QualificationFacts(**{name: self.cleaned_data[name] for name in names})


class TrainingForm(forms.Form):
    """A training round and who passed it."""

    course = CellField(label="培训内容", max_length=120, read=_plain)
    hours = forms.IntegerField(label="学时", min_value=1, max_value=999)
    completed_on = DayField(label="合格日期", help_text="如2026-06-15。")
    valid_until = DayField(
        label="有效期至", required=False, help_text="证书写明的照填；不填按法定义务页登记的有效期计算。"
    )
    certificate_no = CellField(label="培训证书", max_length=64, required=False, read=_plain)
    scan = ProofField(label="成绩单或证书扫描件")
    inspectors = forms.MultipleChoiceField(
        label="合格人员",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选至少一名合格人员。"},
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspectors"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField

    def facts(self) -> TrainingFacts:
        """What was typed, as the verb takes it."""
        names = TrainingFacts.__dataclass_fields__
        return TrainingFacts(**{name: self.cleaned_data[name] for name in names})


class AbsenceForm(forms.Form):
    """Days away."""

    kind = forms.ChoiceField(label="事由", choices=[("", "请选择"), *ABSENCES.items()])
    from_on = DayField(label="起")
    until_on = DayField(label="止", required=False, help_text="当日仍不参加匹配；不填为尚未确定。")
    note = CellField(label="说明", max_length=200, required=False, read=_plain)
    scan = ProofField(label="批准文件扫描件")

    def facts(self) -> AbsenceFacts:
        """What was typed, as the verb takes it."""
        return AbsenceFacts(**{name: self.cleaned_data[name] for name in AbsenceFacts.__dataclass_fields__})


class EndForm(forms.Form):
    """From when on something holds no more."""

    ended_on = DayField(label="注销日期", help_text="自当日起无效。")
    reason = ReasonField()


class EndAbsenceForm(forms.Form):
    """The last day away."""

    until_on = DayField(label="最后一天", required=False, help_text="不填表示登记有误，整条撤销。")
    reason = ReasonField()


class VoidForm(forms.Form):
    """Why an entry counts no more."""

    reason = ReasonField()


class EndingFilterForm(forms.Form):
    """The filter bar of 到期提醒."""

    thing = forms.ChoiceField(label="种类", required=False, choices=[ALL, *THINGS.items()])
    level = forms.ChoiceField(label="期限", required=False)
    section = forms.ChoiceField(label="股所室队", required=False)

    def __init__(self, steps: Steps | None, named: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = list(steps.words().items()) if steps else []
        self.fields["level"].choices = [ALL, *levels]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["section"].choices = [ALL, *((name, name) for name in named)]  # type: ignore[attr-defined]  # a ChoiceField


def _unsectioned(inspector: Inspector | None) -> str:
    """What no choice means: the section a workbook named and the office has not set up, or none."""
    named = inspector.section_name if inspector is not None and inspector.section_id is None else ""
    return f"{named}（按导入的名称）" if named else "未分"


def _initial(inspector: Inspector) -> dict[str, Any]:
    return {
        "name": inspector.name,
        "employer": inspector.employer,
        "section": str(inspector.section_id or ""),
        "post": inspector.post,
        "qualifications": "、".join(inspector.qualifications),
        "is_expert": inspector.is_expert,
        "can_lead": inspector.can_lead,
        "phone": inspector.phone,
        "account": str(inspector.person_id or ""),
        "note": inspector.note,
    }


def _is_free(person: Any, inspector: Inspector | None) -> bool:
    """Whether an account is nobody's yet, or this person's own."""
    held = getattr(person, "inspector", None)
    return held is None or (inspector is not None and held.pk == inspector.pk)


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
