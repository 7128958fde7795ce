"""The made files as one archive to be taken away: all of them, or what is different from the other web
site."""

import zipfile
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common.errors import Conflict, Unknown
from mingcha.disclosure.policies import can_make_site
from mingcha.disclosure.queries.editions import carried_edition, last_edition, manifest_of
from mingcha.disclosure.rules.manifests import NAME, changes, digest_of, read
from mingcha.disclosure.services.make_by_button import own_folder
from mingcha.disclosure.services.make_site import LIST_ENDING

WHOLE, CHANGED = "whole", "changed"
WORDS = {WHOLE: "全部", CHANGED: "变动部分"}
MADE = (1980, 1, 1, 0, 0, 0)


def pack_site(*, actor: Actor, part: str) -> tuple[IO[bytes], str]:
    """(archive, file name). The list for whoever carries lies in it under the same name as beside the folder.
    `Conflict` when the folder no longer holds the last edition."""
    can_make_site(actor).require()
    office, edition = Office.objects.get(pk=actor.office_id), last_edition(actor)
    if edition is None or part not in WORDS:
        raise Unknown("no-such-edition", "还没有生成过公示文件。", title="没有找到")
    folder = own_folder(office)
    manifest = folder / NAME
    if not manifest.is_file() or digest_of(manifest.read_bytes()) != edition.sha256:
        raise Conflict(
            "not-in-the-folder",
            f"{edition}不是在本机上用按钮生成的，或者后来换了目录。",
            title="不能下载：本机上没有这一次的文件",
            remedy="请先按“生成公示文件”，再下载。",
        )
    wanted = _wanted(actor, read(manifest_of(edition)), part)
    name = f"公示文件{WORDS[part]}-第{edition.number}次.zip"
    return _archive(folder, wanted), name


def _wanted(actor: Actor, now: dict[str, str], part: str) -> list[str]:
    if part == WHOLE:
        return [*sorted(now), NAME]
    between = changes(read(manifest_of(carried_edition(actor))), now)
    return [*between.replaced, *between.added, NAME]


def _archive(folder: Path, files: list[str]) -> IO[bytes]:
    target: IO[bytes] = TemporaryFile(dir=settings.DATA.uploads)  # noqa: SIM115  # the answer closes it
    list_file = folder.with_name(f"{folder.name}{LIST_ENDING}")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(list_file.name), list_file.read_bytes())
        for path in files:
            archive.writestr(_entry(f"site/{path}"), (folder / path).read_bytes())
    target.seek(0)
    return target


def _entry(name: str) -> zipfile.ZipInfo:
    """A file that a web server can read where it is unpacked."""
    entry = zipfile.ZipInfo(name, MADE)
    entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
    return entry
