"""How allauth behaves here: accounts are opened by an administrator, nobody signs up, nothing is mailed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.services import change_password

SENTENCES: dict[str, str] = {
    "account_inactive": "这个账号已停用。如仍在岗，请找系统管理员恢复。",
    "enter_current_password": "现在的密码不对，请重新填写。",
    "incorrect_password": "密码不对，请重新填写。",
    "username_password_mismatch": "登录名或密码不对。请核对大小写；忘记密码的，请找系统管理员重设。",
    "too_many_login_attempts": "密码连续填错次数过多，暂停登录。请5分钟后再试，或找系统管理员重设密码。",
    "rate_limited": "操作过于频繁，请稍后再试。",
}


class NoSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Login by name and password only."""

    error_messages = DefaultAccountAdapter.error_messages | SENTENCES

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The pause after wrong passwords is one of the password guessed at: with another it is over in every
        process, as the sentence about it promises."""
        named = Person.objects.filter(username__iexact=credentials.get("username", ""))
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{named.values_list('password', flat=True).first()}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def set_password(self, user: Any, password: str) -> None:
        """The person's own change, through the service so that the ledger knows of it."""
        changed = change_password(actor=Actor.of(user), person=user, password=password)
        user.password = changed.password  # by which the login goes on

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There is no mail server in an office network, so a mail that is not sent must not go unnoticed."""
        raise RuntimeError(f"mail {template_prefix!r} asked for; this system sends none")
