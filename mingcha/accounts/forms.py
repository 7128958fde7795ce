"""Forms of people, roles and sections."""

from typing import Any
from uuid import UUID

from django import forms

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, Section
from mingcha.accounts.queries import PeopleFilter, colleagues, section_tree
from mingcha.accounts.rules import ROLES, USERNAME_RULE

REASON_LENGTH = 200
STATES = [("", "全部"), ("active", "在岗"), ("left", "已离岗")]


def section_choices(scope: Actor, first: str) -> list[tuple[str, str]]:
    """The tree as an indented list behind an empty first choice."""
    tree = [(str(branch.section.pk), branch.steps + branch.section.name) for branch in section_tree(scope)]
    return [("", first), *tree]


class PeopleFilterForm(forms.Form):
    """The filter row of the list of people."""

    text = forms.CharField(label="姓名、登录名或完整电话", required=False)
    section = forms.ChoiceField(label="股所室队", required=False)
    role = forms.ChoiceField(label="岗位", required=False, choices=[("", "全部"), *ROLES.items()])
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)

    def __init__(self, *args: Any, scope: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = section_choices(scope, "全部")  # type: ignore[attr-defined]

    def narrow(self) -> PeopleFilter:
        """The filter; a value that is no choice narrows nothing."""
        self.is_valid()
        return PeopleFilter(**self.cleaned_data)


class PersonForm(forms.Form):
    """What is known of a person besides login name and roles."""

    name = forms.CharField(label="姓名", max_length=32)
    section = forms.ChoiceField(label="股所室队", required=False)
    phone = forms.CharField(
        label="电话", required=False, max_length=20, help_text="加密保存，页面上只显示前三位和后四位。"
    )
    reason = forms.CharField(
        label="说明", required=False, max_length=REASON_LENGTH, help_text="如：新调入、改名。"
    )

    def __init__(self, *args: Any, scope: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["section"].choices = section_choices(scope, "不归具体股室")  # type: ignore[attr-defined]

    def chosen_section(self) -> Section | None:
        return chosen_section(self.scope, self.cleaned_data["section"])


class ChangePersonForm(PersonForm):
    """A person's entry corrected. The phone is never shown whole: it stays unless typed anew or dropped."""

    drop_phone = forms.BooleanField(label="删去现有电话", required=False)
    field_order = ("name", "section", "phone", "drop_phone", "reason")

    def __init__(self, *args: Any, scope: Actor, person: Person, **kwargs: Any) -> None:
        first = {"name": person.name, "section": str(person.section_id or "")}
        super().__init__(*args, scope=scope, initial=first, **kwargs)
        now = f"现有{person.phone_masked}，不填则不改。" if person.phone_sealed else "现在没有登记电话。"
        self.fields["phone"].help_text = now
        if not person.phone_sealed:
            del self.fields["drop_phone"]

    def chosen_phone(self) -> str | None:
        """The new phone, empty to drop it, None to leave it."""
        if self.cleaned_data.get("drop_phone"):
            return ""
        return self.cleaned_data["phone"] or None


class NewPersonForm(PersonForm):
    """An account to be opened."""

    username = forms.CharField(label="登录名", max_length=32, help_text=USERNAME_RULE + "开通后不再改动。")
    field_order = ("name", "username", "section", "phone", "reason")


class LeaveForm(forms.Form):
    """Who takes over, and why the person leaves."""

    successor = forms.ChoiceField(label="接手人", required=False)
    reason = forms.CharField(label="离岗原因", max_length=REASON_LENGTH, help_text="如：调往县政府办、退休。")

    def __init__(self, *args: Any, scope: Actor, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in colleagues(scope, person)}
        names = [(key, f"{each.name}（{each.section or '局机关'}）") for key, each in self.people.items()]
        self.fields["successor"].choices = [("", "没有待办，不需要接手人"), *names]  # type: ignore[attr-defined]

    def chosen_successor(self) -> Person | None:
        return self.people.get(self.cleaned_data["successor"])


class GrantForm(forms.Form):
    """A role to be granted."""

    role = forms.ChoiceField(label="授予岗位", choices=[("", "请选择"), *ROLES.items()])
    reason = forms.CharField(
        label="依据", max_length=REASON_LENGTH, help_text="如：局办公会议定、任职文件文号。"
    )


class ReasonForm(forms.Form):
    """Why something is done to a person."""

    reason = forms.CharField(label="原因", max_length=REASON_LENGTH)


class OfficeNameForm(forms.Form):
    """The name of the office, and why it changes."""

    name = forms.CharField(label="机构名称", max_length=64, help_text="全称，印在以后的公告和结果表上")
    reason = forms.CharField(label="改名理由", max_length=200, help_text="首次启用时写错，或者更名的文号")


class SectionForm(forms.Form):
    """A section and its place in the tree."""

    name = forms.CharField(label="名称", max_length=32)
    parent = forms.ChoiceField(label="上级", required=False)

    def __init__(self, *args: Any, scope: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["parent"].choices = section_choices(scope, "直属本机构")  # type: ignore[attr-defined]

    def chosen_parent(self) -> Section | None:
        return chosen_section(self.scope, self.cleaned_data["parent"])


def chosen_section(scope: Actor, pk: str) -> Section | None:
    """The section a form names; forms offer only sections of the viewer's office."""
    return Section.objects.get(pk=UUID(pk), office_id=scope.office_id) if pk else None
