"""Who can log in to the demo, for the words that `./run` prints."""

from mingcha.accounts.rules import ROLES
from mingcha.config.demo.staff import (
    ADMINISTRATORS,
    BUREAU,
    FIRST_LEADER,
    LOGINS,
    PARTNER,
    PARTNER_LEADER,
    PARTNER_LOGINS,
    PASSWORD,
)


def demo_logins() -> list[tuple[str, str, str]]:
    """(login name, password, what the person is) of every demo account, the bureau's own first."""
    own = [(BUREAU, one) for one in (FIRST_LEADER, *LOGINS, *ADMINISTRATORS)]
    partner = [(PARTNER, one) for one in (PARTNER_LEADER, *PARTNER_LOGINS)]
    return [
        (one.username, PASSWORD, f"{office}　{'、'.join(ROLES[role] for role in one.roles)}　{one.post}")
        for office, one in own + partner
    ]
