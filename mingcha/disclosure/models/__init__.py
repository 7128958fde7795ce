"""What was made public, the files that carry it to another web site, the bulletins of rounds,
and penalty decisions."""

from mingcha.disclosure.models.bulletins import Bulletin
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
    "Penalty",
    "SiteAddress",
    "SiteEdition",
    "SiteManifest",
    "Withholding",
]
