"""Forms of upkeep: who keeps a register, and what it was compared with."""

from django import forms
from django.http import QueryDict

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, Section
from mingcha.accounts.queries import PeopleFilter, people, sections
from mingcha.upkeep.models import Upkeep


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
