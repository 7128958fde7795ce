"""All addresses. Each app brings its own; what is not marked public needs a login (config.middleware)."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from mingcha.common.access import public
from mingcha.config import views

# The rooms, lowest first. Each has a `urls.py` with unique plain names.
ROOMS = (
    "accounts",
    "law",
    "intake",
    "upkeep",
    "papers",
    "registers",
    "items",
    "plans",
    "draws",
    "inspections",
    "disclosure",
    "oversight",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("large-type/", views.large_type, name="large_type"),
    path("first-start/", views.first_start, name="first_start"),
    # allauth's pages one by one: no signup, no mail, no reset by mail.
    path("accounts/login/", public(account.login), name="account_login"),
    path("accounts/logout/", public(account.logout), name="account_logout"),
    path("accounts/inactive/", public(account.account_inactive), name="account_inactive"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/confirm/", account.reauthenticate, name="account_reauthenticate"),
    # From the top: the pages that everybody reads lie there, and each address tried before them takes time.
    *(path("", include(f"mingcha.{room}.urls")) for room in reversed(ROOMS)),
]

handler400 = views.bad_request
handler403 = views.no_permission
handler404 = views.not_found
handler429 = views.too_often  # looked up by allauth
handler500 = views.server_trouble
