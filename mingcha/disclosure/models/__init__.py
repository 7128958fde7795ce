"""What was made public, objections to it, the files that carry it elsewhere, the bulletins of rounds, and
penalty decisions."""

from mingcha.disclosure.models.bulletins import Bulletin
from mingcha.disclosure.models.objections import Objection
from mingcha.disclosure.models.penalties import Penalty
from mingcha.disclosure.models.published import (
    CampaignClosing,
    Disclosure,
    SiteAddress,
    SiteEdition,
    SiteManifest,
    Withholding,
)

__all__ = [
    "Bulletin",
    "CampaignClosing",
    "Disclosure",
    "Objection",
    "Penalty",
    "SiteAddress",
    "SiteEdition",
    "SiteManifest",
    "Withholding",
]
