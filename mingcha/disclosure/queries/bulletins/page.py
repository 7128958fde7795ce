"""One version as its pages show it: the text beside the figures, what has changed since, what is left to
compare by hand, and what this viewer may do."""

from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.policies import (
    can_decide_bulletin,
    can_read_bulletin,
    can_return_bulletin,
    can_withdraw_records,
    can_write_bulletin,
)
from mingcha.disclosure.queries.bulletins.contents import (
    Plot,
    Table,
    figures_kept,
    plots_of,
    tables_of,
    unit_of,
    written_out,
)
from mingcha.disclosure.queries.bulletins.rounds import changed_since, versions_of
from mingcha.disclosure.rules.bulletins import Figures, hand_numbers, tokens
from mingcha.disclosure.states import OPEN_BULLETIN


@dataclass(frozen=True)
class BulletinPage:
    """Everything that stands on it; `by_hand` only while somebody is at work on it."""

    bulletin: Bulletin
    figures: Figures
    sections: list[tuple[str, list[str]]]
    changed: list[tuple[str, str, str]]
    by_hand: list[str]
    versions: list[Bulletin]
    may_write: Decision
    may_decide: Decision
    may_return: Decision
    may_withdraw: Decision

    @property
    def tables(self) -> list[Table]:
        return tables_of(self.figures, unit_of(self.bulletin.campaign))

    @property
    def plots(self) -> list[Plot]:
        return plots_of(self.figures, unit_of(self.bulletin.campaign))

    @property
    def tokens(self) -> dict[str, str]:
        """What each placeholder stands for."""
        return tokens(self.figures)


def bulletin_page(scope: Actor, bulletin: Bulletin) -> BulletinPage:
    """For a viewer who may read it; the data are counted anew while the version is open."""
    can_read_bulletin(scope, bulletin).require()
    figures, is_open = figures_kept(bulletin), bulletin.state in OPEN_BULLETIN
    return BulletinPage(
        bulletin=bulletin,
        figures=figures,
        sections=written_out(bulletin.text, figures),
        changed=changed_since(bulletin),
        by_hand=hand_numbers(bulletin.text, figures) if is_open else [],
        versions=versions_of(bulletin.campaign),
        may_write=can_write_bulletin(scope, bulletin.campaign),
        may_decide=can_decide_bulletin(scope, bulletin),
        may_return=can_return_bulletin(scope, bulletin),
        may_withdraw=can_withdraw_records(scope),
    )
