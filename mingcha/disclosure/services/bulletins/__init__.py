"""通报: drafted from the data, edited, approved, numbered, published, corrected, withdrawn."""

from mingcha.disclosure.services.bulletins.deciding import approve_bulletin, return_bulletin
from mingcha.disclosure.services.bulletins.publishing import publish_bulletin, withdraw_bulletin
from mingcha.disclosure.services.bulletins.writing import (
    draft_bulletin,
    drop_bulletin,
    renew_figures,
    save_bulletin,
    submit_bulletin,
)

__all__ = [
    "approve_bulletin",
    "draft_bulletin",
    "drop_bulletin",
    "publish_bulletin",
    "renew_figures",
    "return_bulletin",
    "save_bulletin",
    "submit_bulletin",
    "withdraw_bulletin",
]
