"""Verbs of accounts: open and close accounts, grant roles, hand over work, arrange sections."""

from mingcha.accounts.services.arrange_sections import add_section, change_section, remove_section
from mingcha.accounts.services.grant_role import (
    end_role,
    grant_listed_roles,
    grant_role,
    listed_line,
    name_head,
)
from mingcha.accounts.services.keep_views import drop_view, keep_view
from mingcha.accounts.services.leave_office import leave_office, return_to_office
from mingcha.accounts.services.open_account import (
    NewPerson,
    change_person,
    draft_person,
    open_account,
)
from mingcha.accounts.services.rename_office import rename_office
from mingcha.accounts.services.set_password import change_password, issue_password

__all__ = [
    "NewPerson",
    "add_section",
    "change_password",
    "change_person",
    "change_section",
    "draft_person",
    "drop_view",
    "end_role",
    "grant_listed_roles",
    "grant_role",
    "issue_password",
    "keep_view",
    "leave_office",
    "listed_line",
    "name_head",
    "open_account",
    "remove_section",
    "rename_office",
    "return_to_office",
]
