"""allauth's forms in the words of the house: 登录名, no placeholders, no link to a reset by mail."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm

PASSWORD_RULE = "至少10位。不用常见的词，不用姓名和登录名。"  # noqa: S105  # a sentence


def _word(field: Any, label: str, help_text: str = "") -> None:
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = f"请填写{label}。"


class PlainLoginForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], "登录名")
        _word(self.fields["password"], "密码")


class PlainChangePasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The password of now, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], "现在的密码")
        _word(self.fields["password1"], "新密码", PASSWORD_RULE)
        _word(self.fields["password2"], "再填一次新密码")


class PlainReauthenticateForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more before something weighty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], "密码")
