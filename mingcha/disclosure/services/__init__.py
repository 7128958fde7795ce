"""Verbs of disclosure."""

from mingcha.disclosure.services.make_by_button import make_by_button, own_folder
from mingcha.disclosure.services.make_site import Made, confirm_carried, make_site
from mingcha.disclosure.services.pack_site import pack_site
from mingcha.disclosure.services.publish_records import publish_record, withdraw_record
from mingcha.disclosure.services.set_address import set_address

__all__ = [
    "Made",
    "confirm_carried",
    "make_by_button",
    "make_site",
    "own_folder",
    "pack_site",
    "publish_record",
    "set_address",
    "withdraw_record",
]
