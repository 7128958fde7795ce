"""What was made public, the files that carry it to another web site, and the bulletins of rounds."""

from mingcha.disclosure.models.bulletins import Bulletin
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
    "SiteAddress",
    "SiteEdition",
    "SiteManifest",
    "Withholding",
]
