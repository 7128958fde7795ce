"""Verbs of disclosure."""

from mingcha.disclosure.services.bulletins import (
    approve_bulletin,
    draft_bulletin,
    publish_bulletin,
    renew_figures,
    return_bulletin,
    save_bulletin,
    submit_bulletin,
    withdraw_bulletin,
)
from mingcha.disclosure.services.make_by_button import make_by_button, own_folder
from mingcha.disclosure.services.make_site import Made, confirm_carried, make_site
from mingcha.disclosure.services.pack_site import pack_site
from mingcha.disclosure.services.publish_records import publish_record, withdraw_record
from mingcha.disclosure.services.publish_results import (
    Ground,
    close_campaign,
    decide_withholding,
    propose_withholding,
    publish_result,
)
from mingcha.disclosure.services.set_address import set_address

__all__ = [
    "Ground",
    "Made",
    "approve_bulletin",
    "close_campaign",
    "confirm_carried",
    "decide_withholding",
    "draft_bulletin",
    "make_by_button",
    "make_site",
    "own_folder",
    "pack_site",
    "propose_withholding",
    "publish_bulletin",
    "publish_record",
    "publish_result",
    "renew_figures",
    "return_bulletin",
    "save_bulletin",
    "set_address",
    "submit_bulletin",
    "withdraw_bulletin",
    "withdraw_record",
]
