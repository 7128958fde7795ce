"""allauth's forms in the words of the house: 登录名, no placeholders, no link to a reset by mail."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django.contrib.auth.password_validation import password_validators_help_texts

from mingcha.accounts.rules import SAME_PASSWORD


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
        rules = [*password_validators_help_texts(), SAME_PASSWORD]
        _word(self.fields["password1"], "新密码", "".join(rules))
        _word(self.fields["password2"], "再填一次新密码")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        # The old one has proved to be the present one by now.
        if cleaned.get("password1") and cleaned["password1"] == cleaned.get("oldpassword"):
            self.add_error("password1", SAME_PASSWORD)
        return cleaned


class PlainReauthenticateForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more before something weighty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], "密码")
