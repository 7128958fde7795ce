"""Forms of upkeep: who keeps a register, what it was compared with, what was entered into a platform."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, Section
from mingcha.accounts.queries import PeopleFilter, people, sections
from mingcha.intake.forms import ProofField
from mingcha.law.forms import DayField
from mingcha.upkeep.models import Upkeep
from mingcha.upkeep.queries import PlatformLine
from mingcha.upkeep.services import EntryFacts


class AssignForm(forms.Form):
    """A section, within it perhaps one person."""

    section = forms.ModelChoiceField(
        Section.objects.none(), label="维护股室", required=False, empty_label="按实施方案的分工"
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="维护人",
        required=False,
        empty_label="不指定到人",
        help_text="指定到人的，只提醒这一人",
    )
    reason = forms.CharField(label="理由", max_length=200, help_text="例如局务会议分工")

    def __init__(self, typed: QueryDict | None, *, scope: Actor, upkeep: Upkeep) -> None:
        super().__init__(typed, initial={"section": upkeep.section_id, "person": upkeep.person_id})
        self.fields["section"].queryset = sections(scope)  # type: ignore[attr-defined]  # a choice of rows
        self.fields["person"].queryset = people(scope, PeopleFilter(state="active"))  # type: ignore[attr-defined]  # a choice of rows


class ConfirmForm(forms.Form):
    """What the register was compared with."""

    reason = forms.CharField(
        label="怎样核对的",
        max_length=200,
        help_text="与什么核对、核对到哪一天，例如与行政审批系统9月底的清册逐条核对",
    )


class EntryForm(forms.Form):
    """What was entered into one platform; a correction says why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    entered_on = DayField(label="录入日期", help_text="例如2026-06-15")
    entered_by = forms.CharField(label="录入人", max_length=64)
    entry_no = forms.CharField(
        label="平台编号", max_length=64, required=False, help_text="平台给出的任务或者计划编号"
    )
    scan = ProofField(label="回执", help_text="录入成功页面的截图或者打印件，PDF、JPG或PNG，最大10MB")
    reason = forms.CharField(label="更正理由", max_length=200)

    def __init__(
        self,
        typed: QueryDict | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        line: PlatformLine,
        name: str,
    ) -> None:
        latest = line.latest
        shown = {"seen": latest.number, "entry_no": latest.entry_no} if latest else {"seen": 0}
        super().__init__(typed, files, initial={"entered_by": name} | shown)
        self.platform = line.platform
        if latest is None:
            del self.fields["reason"]

    @property
    def facts(self) -> EntryFacts:
        return EntryFacts(platform=self.platform, **self.cleaned_data)
