"""Make the public files in a folder, and say that they were carried to the other web site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common import moments
from mingcha.common.errors import Conflict, Unknown
from mingcha.common.locking import lock
from mingcha.disclosure.models import SiteEdition, SiteManifest
from mingcha.disclosure.policies import can_confirm_carried, can_make_site
from mingcha.disclosure.queries.editions import address_on, carried_edition, last_edition, manifest_of
from mingcha.disclosure.queries.kinds import touched_since
from mingcha.disclosure.queries.portal import last_checkpoint
from mingcha.disclosure.rules.manifests import (
    Changes,
    change_list,
    changes,
    digest_of,
    is_same_but_for_checkpoint,
    read,
    written,
)
from mingcha.disclosure.rules.sitemaps import SITEMAP, sitemap
from mingcha.disclosure.services.publish_records import CARRIED
from mingcha.disclosure.services.render_site import Site, checkpoint_file
from mingcha.disclosure.services.write_site import Staged, put_in_place, site_folder, stage, write_beside
from mingcha.disclosure.states import EDITION
from mingcha.law.models import Deadline
from mingcha.law.queries import open_deadlines
from mingcha.law.services import close_deadlines
from mingcha.ledger.queries import last_change, log_size
from mingcha.ledger.services import record_act, sign_checkpoint

LIST_ENDING = "-变动清单.txt"
TRIES = 3
"""How often everything is rendered when the office goes on publishing meanwhile."""
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Made:
    """What a run left: the edition that the folder now holds, whether this run found anything new, and
    what is different from what lies on the other web site."""

    edition: SiteEdition
    is_new: bool
    since_carried: Changes
    list_file: Path


def make_site(*, actor: Actor, folder: Path, tell: Tell | None = None) -> Made:
    """The whole public side in that folder; beside it the list for whoever carries. `tell` hears how many
    files are rendered. A run that finds nothing new changes no byte and enters nothing into the log."""
    can_make_site(actor).require()
    office = Office.objects.get(pk=actor.office_id)
    if last_checkpoint() is None:
        sign_checkpoint(origin=office.log_origin)
    with site_folder(folder):
        entries, staged = _staged(actor, folder, tell)
        before = last_edition(actor)
        if not is_same_but_for_checkpoint(staged.manifest, read(manifest_of(before))):
            sign_checkpoint(origin=office.log_origin)
            staged.put(*checkpoint_file())
        put_in_place(staged)
        edition, is_new = _kept(actor, entries, staged)
        carried, now = manifest_of(carried_edition(actor)), written(staged.manifest)
        list_file = folder.with_name(f"{folder.name}{LIST_ENDING}")
        told = change_list(office.name, address_on(actor, moments.today()), carried, now)
        write_beside(list_file, told.encode())
    return Made(edition, is_new, changes(read(carried), staged.manifest), list_file)


def confirm_carried(*, actor: Actor, number: int) -> SiteEdition:
    """Somebody says that the files of that making lie on the other web site, and what was removed is gone
    there. Only of the last one: an earlier one lies nowhere any more."""
    with transaction.atomic():
        lock("site-edition")
        can_confirm_carried(actor).require()
        edition = last_edition(actor)
        if edition is None:
            raise Unknown("no-such-edition", "还没有生成过公示文件。", title="没有找到")
        if edition.number != number:
            raise Conflict(
                "edition-overtaken",
                f"后来又生成了{edition}，要上传的是这一次。",
                title="不能登记上传：已有新的一次",
                remedy="请按最新的变动清单上传，再登记。",
            )
        edition.state = EDITION.after("carry", edition.state)
        edition.carried_by, edition.carried_at = actor.name, moments.now()
        edition.save()
        content = {"number": edition.number, "sha256": edition.sha256}
        met = _met(edition)
        record_act("disclosure.confirm_carried", actor=actor, content=content, records=[edition, *met])
    return edition


def _met(edition: SiteEdition) -> list[Deadline]:
    """The other web site has followed the withdrawals and corrections that this making knew of."""
    waiting = [one for change in CARRIED for one in open_deadlines(edition.office_id, change)]
    known = [(one.kind, one.subject) for one in waiting if last_change(one.subject) < edition.entries]
    return [
        one
        for change, subject in known
        for one in close_deadlines(office_id=edition.office_id, kind=change, subject=subject)
    ]


def _staged(actor: Actor, folder: Path, tell: Tell | None) -> tuple[int, Staged]:
    """(length of the log at the beginning, everything rendered). What became public meanwhile is rendered
    again, so that the pages fit together."""
    for turn in range(TRIES):
        entries = log_size()
        staged = stage(folder, _counted(Site().pages(), tell))
        address = address_on(actor, moments.today())
        if address:
            staged.put(SITEMAP, sitemap(address, staged.manifest))
        if not touched_since(entries) or turn == TRIES - 1:
            break
    return entries, staged


def _counted(files: Iterator[tuple[str, bytes]], tell: Tell | None) -> Iterator[tuple[str, bytes]]:
    for count, one in enumerate(files, start=1):
        if tell:
            tell(count)
        yield one


def _kept(actor: Actor, entries: int, staged: Staged) -> tuple[SiteEdition, bool]:
    """(the edition of this manifest, whether it is a new one); the log learns of a new one."""
    content = written(staged.manifest)
    with transaction.atomic():
        lock("site-edition")
        before = last_edition(actor)
        if before is not None and before.sha256 == digest_of(content):
            return before, False
        edition = SiteEdition(
            office_id=actor.office_id,
            number=before.number + 1 if before else 1,
            sha256=digest_of(content),
            files=len(staged.manifest),
            size=staged.size,
            entries=entries,
            made_by=actor.name,
            made_at=moments.now(),
        )
        edition.save(force_insert=True)
        SiteManifest.objects.create(edition=edition, content=content.decode("ascii"))
        told = {"number": edition.number, "sha256": edition.sha256, "files": edition.files}
        record_act("disclosure.make_site", actor=actor, content=told, records=[edition])
    return edition, True
