"""Verbs of disclosure."""

from mingcha.disclosure.services.bulletins import (
    approve_bulletin,
    draft_bulletin,
    drop_bulletin,
    publish_bulletin,
    renew_figures,
    return_bulletin,
    save_bulletin,
    submit_bulletin,
    withdraw_bulletin,
)
from mingcha.disclosure.services.enter_penalty import (
    correct_penalty,
    edit_penalty,
    enter_penalty,
    void_penalty,
)
from mingcha.disclosure.services.fill_penalty import Submitted
from mingcha.disclosure.services.make_by_button import make_by_button, own_folder
from mingcha.disclosure.services.make_site import Made, confirm_carried, make_site
from mingcha.disclosure.services.objections import (
    Answer,
    Letter,
    Said,
    answer_objection,
    decide_objection,
    enter_objection,
    take_back_objection,
    take_objection,
)
from mingcha.disclosure.services.pack_site import pack_site
from mingcha.disclosure.services.publish_penalty import (
    propose_penalty_lifting,
    propose_penalty_withholding,
    publish_penalty,
    return_penalty,
    withdraw_penalty,
)
from mingcha.disclosure.services.publish_records import publish_record, withdraw_record
from mingcha.disclosure.services.publish_results import (
    close_campaign,
    propose_lifting,
    propose_withholding,
    publish_result,
    withdraw_result,
)
from mingcha.disclosure.services.set_address import set_address
from mingcha.disclosure.services.withhold_records import PAGES, Ground, decide_withholding

__all__ = [
    "PAGES",
    "Answer",
    "Ground",
    "Letter",
    "Made",
    "Said",
    "Submitted",
    "answer_objection",
    "approve_bulletin",
    "close_campaign",
    "confirm_carried",
    "correct_penalty",
    "decide_objection",
    "decide_withholding",
    "draft_bulletin",
    "drop_bulletin",
    "edit_penalty",
    "enter_objection",
    "enter_penalty",
    "make_by_button",
    "make_site",
    "own_folder",
    "pack_site",
    "propose_lifting",
    "propose_penalty_lifting",
    "propose_penalty_withholding",
    "propose_withholding",
    "publish_bulletin",
    "publish_penalty",
    "publish_record",
    "publish_result",
    "renew_figures",
    "return_bulletin",
    "return_penalty",
    "save_bulletin",
    "set_address",
    "submit_bulletin",
    "take_back_objection",
    "take_objection",
    "void_penalty",
    "withdraw_bulletin",
    "withdraw_penalty",
    "withdraw_record",
    "withdraw_result",
]
