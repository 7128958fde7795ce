"""What the first start asks: the office, its leader, and its three administrators."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from mingcha.accounts.models import Office, Person
from mingcha.accounts.rules import (
    AUDIT_ADMIN,
    LEADER,
    ROLES,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    USERNAME,
    USERNAME_RULE,
    normal_username,
)

# GB/T 22239-2019 8.1.4.2: three administrators, three people.
PEOPLE: dict[str, str] = {
    LEADER: "批准清单和计划，查看全局。",
    SYSTEM_ADMIN: "开通和停用账号，不授予岗位，不办业务。",
    SECURITY_ADMIN: "授予和收回岗位，不开账号，不办业务。",
    AUDIT_ADMIN: "查看留痕日志，不办业务。",
}
PARTS = ("name", "username", "password")
CODE = RegexValidator(r"\A[a-z0-9][a-z0-9-]*\Z", "只用小写字母、数字和连字符，以字母或数字开头。")
FITTING_USERNAME = RegexValidator(rf"\A(?:{USERNAME.pattern})\Z", USERNAME_RULE)


class UsernameField(forms.CharField):
    """A login name as it will be stored, whatever width or case it was typed in."""

    default_validators = [FITTING_USERNAME]

    def to_python(self, value: Any) -> str:
        return normal_username(super().to_python(value) or "")


@dataclass(frozen=True)
class PersonBlock:
    """One person of the form: the role's name, what it is for, and the three fields."""

    name: str
    why: str
    fields: tuple[forms.BoundField, ...]


class FirstStartForm(forms.Form):
    """Names and first passwords of the four people without whom an office cannot begin."""

    office_name = forms.CharField(label="机构名称", max_length=64, help_text="全称，印在公告和结果表上")
    office_code = forms.CharField(
        label="机构代码",
        max_length=32,
        validators=[CODE],
        help_text="用在抽取编号和留痕日志的名称里，启用后不能再改。只用小写字母、数字和连字符",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in PEOPLE:
            self.fields |= _fields_of(role)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"

    def blocks(self) -> list[PersonBlock]:
        return [
            PersonBlock(ROLES[role], why, tuple(self[f"{role}_{part}"] for part in PARTS))
            for role, why in PEOPLE.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._refuse_one_username_for_two()
        for role in PEOPLE:
            self._refuse_weak_password(role)
        return cleaned

    def office_facts(self) -> dict[str, Any]:
        """The arguments of `found_office`."""
        said = self.cleaned_data
        return {
            "name": said["office_name"],
            "code": said["office_code"],
            "leader_name": said["leader_name"],
            "leader_username": said["leader_username"],
            "leader_password": said["leader_password"],
            "administrators": [
                (role, *(said[f"{role}_{part}"] for part in PARTS)) for role in PEOPLE if role != LEADER
            ],
        }

    def next_step(self) -> str:
        """What the login page says to whoever has just filled this in."""
        said = self.cleaned_data
        return (
            f"{said['office_name']}已启用，请{ROLES[SYSTEM_ADMIN]}{said[f'{SYSTEM_ADMIN}_name']}先登录，"
            "设立股所室队，给各股室的人开通账号。"
        )

    def _refuse_one_username_for_two(self) -> None:
        taken: dict[str, str] = {}
        for role in PEOPLE:
            username = self.cleaned_data.get(f"{role}_username", "")
            if username and username in taken:
                self.add_error(
                    f"{role}_username",
                    f"与{taken[username]}的登录名相同。四个岗位须是四个人，各用各的登录名。",
                )
            taken.setdefault(username, ROLES[role])

    def _refuse_weak_password(self, role: str) -> None:
        said = self.cleaned_data
        password = said.get(f"{role}_password")
        if not password:
            return
        person = Person(
            username=said.get(f"{role}_username", ""), name=said.get(f"{role}_name", ""), office=Office()
        )
        try:
            validate_password(password, person)
        except ValidationError as error:
            self.add_error(f"{role}_password", error)


def _fields_of(role: str) -> dict[str, forms.Field]:
    name = ROLES[role]
    return {
        f"{role}_name": forms.CharField(label=f"{name}的姓名", max_length=32),
        f"{role}_username": UsernameField(label=f"{name}的登录名", max_length=32),
        f"{role}_password": forms.CharField(
            label=f"{name}的初始密码",
            max_length=128,
            strip=False,
            help_text="至少10位。当面交给本人，本人登录后须先改掉",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        ),
    }
