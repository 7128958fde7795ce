"""What anybody may read of bulletins: their row among the public kinds, and the version that is public."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.queries.bulletins.contents import (
    Plot,
    Table,
    figures_kept,
    plots_of,
    tables_of,
    unit_of,
    written_out,
)
from mingcha.disclosure.rules.fields import Row
from mingcha.disclosure.states import PUBLIC

SHOWN = ("base", "drawn", "visited", "not_checked", "with_problems")


def bulletin_rows(office_id: UUID, only: str = "") -> Iterator[Row]:
    """The published bulletins of an office, or the one of that key: each under the key of its campaign, so
    that the address stays when a new version takes the place of the former."""
    rows = Bulletin.objects.filter(office_id=office_id, state=PUBLIC).select_related(
        "campaign__office", "paper"
    )
    for one in rows:
        if only not in ("", str(one.campaign_id)):
            continue
        numbers = figures_kept(one).numbers
        yield {
            "record": str(one.campaign_id),
            "year": one.campaign.year,
            "office": one.campaign.office.name,
            "campaign": one.campaign.title,
            "campaign_no": one.campaign.number,
            "document_no": one.document_no,
            **{key: numbers[key] for key in SHOWN},
            "paper_sha256": one.paper.sha256 if one.paper else "",
        }


def public_bulletin(record: str) -> Bulletin | None:
    """The version that anybody reads now, by the key of its campaign."""
    try:
        pk = UUID(record)
    except ValueError:
        return None
    rows = Bulletin.objects.filter(campaign=pk, state=PUBLIC)
    return rows.select_related("campaign__office", "paper", "decided_by").first()


@dataclass(frozen=True)
class PublicBulletin:
    """What its public page shows: nothing that its paper does not say."""

    bulletin: Bulletin

    @property
    def sections(self) -> list[tuple[str, list[str]]]:
        return written_out(self.bulletin.text, figures_kept(self.bulletin))

    @property
    def tables(self) -> list[Table]:
        return tables_of(figures_kept(self.bulletin), unit_of(self.bulletin.campaign))

    @property
    def plots(self) -> list[Plot]:
        return plots_of(figures_kept(self.bulletin), unit_of(self.bulletin.campaign))
