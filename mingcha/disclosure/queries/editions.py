"""The makings of the public files: the last, the last that was carried, and what is different between
them."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.disclosure.models import SiteAddress, SiteEdition, SiteManifest
from mingcha.disclosure.queries.kinds import ended_since, touched_since
from mingcha.disclosure.rules.manifests import Changes, changes, digest_of, read
from mingcha.disclosure.states import CARRIED


@dataclass(frozen=True)
class Carrying:
    """Where the office stands: `last` was made last, `carried` lies on the other site, `changes` are what
    lies between; `may_be_behind` once the log has an act since that touches what is public, or the last day
    of something public is over."""

    last: SiteEdition | None
    carried: SiteEdition | None
    changes: Changes
    may_be_behind: bool

    @property
    def is_done(self) -> bool:
        """Whatever was made was carried."""
        return self.last is not None and self.last == self.carried


def editions(scope: Actor) -> "QuerySet[SiteEdition]":
    """Every making of the viewer's office that changed something, the latest first."""
    return SiteEdition.objects.filter(office_id=scope.office_id).order_by("-number")


def last_edition(scope: Actor) -> SiteEdition | None:
    return editions(scope).first()


def carried_edition(scope: Actor) -> SiteEdition | None:
    """The one that lies on the other web site, as somebody said."""
    return editions(scope).filter(state=CARRIED).first()


def manifest_of(edition: SiteEdition | None) -> bytes:
    """The manifest as it was written, empty where there is no edition. `Refusal` when it is no longer the one
    whose digest stands in the log."""
    if edition is None:
        return b""
    content: str = SiteManifest.objects.values_list("content", flat=True).get(edition=edition)
    if digest_of(content.encode()) != edition.sha256:
        raise Refusal(
            "manifest-changed",
            f"{edition}的文件清单与日志里的摘要不符，可能被绕开系统改动过。",
            title="不能比较：文件清单被改动",
            remedy="请告诉系统管理员，运行mingcha doctor查出位置。",
        )
    return content.encode()


def carrying(scope: Actor) -> Carrying:
    last, carried = last_edition(scope), carried_edition(scope)
    between = changes(read(manifest_of(carried)), read(manifest_of(last)))
    is_behind = last is not None and (
        touched_since(last.entries) or ended_since(moments.local_day(last.made_at))
    )
    return Carrying(last, carried, between, is_behind)


def site_addresses(scope: Actor) -> "QuerySet[SiteAddress]":
    """Every address that was ever set, the latest first."""
    return SiteAddress.objects.filter(office_id=scope.office_id)


def address_on(scope: Actor, day: datetime.date) -> str:
    """Where the files are read on that day; empty where nothing was set."""
    found = site_addresses(scope).filter(in_force_from__lte=day).first()
    return found.address if found else ""


def carried_address() -> str:
    """The same today, of the office whose public side it is: the one that was founded first."""
    office = Office.objects.order_by("founded_at").first()
    rows = SiteAddress.objects.filter(office=office, in_force_from__lte=moments.today())
    found = rows.first() if office else None
    return found.address if found else ""
