"""The carried site: everything public as files whose links hold, the same bytes when nothing changed,
whole files whatever happens."""

import hashlib
import os
import re
import stat
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.disclosure.models import SiteEdition, SiteManifest
from mingcha.disclosure.queries.editions import carrying
from mingcha.disclosure.queries.kinds import find_kind, public_rows
from mingcha.disclosure.rules.manifests import NAME, read
from mingcha.disclosure.services import Made, confirm_carried, make_site, set_address
from mingcha.disclosure.services.write_site import put_in_place, site_folder, stage
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.models import Entry
from mingcha.ledger.services import examine_ledger, record_act
from mingcha.oversight.tests.test_examine_draws import disarm
from mingcha.registers.models import Holder

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?<![\w-])(?:href|src|action)="([^"#]*)(?:#[^"]*)?"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


def make(ceremony: Ceremony, folder: Path) -> Made:
    return make_site(actor=ceremony.county.actor(ENFORCEMENT), folder=folder)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of the last writing of every file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(one.relative_to(folder)): (one.read_bytes(), one.stat().st_mtime_ns) for one in files}


def contents(folder: Path) -> dict[str, bytes]:
    return {path: content for path, (content, _) in snapshot(folder).items()}


def rename(ceremony: Ceremony, holder: Holder, name: str) -> None:
    holder.give_name(name)
    holder.save()
    record_act("draws.tests", actor=ceremony.county.actor(ENFORCEMENT), records=[holder])


def drawn_holder() -> Holder:
    return Holder.objects.get(code=public_rows(find_kind("drawn"))[0]["holder_code"])


def dead_links(folder: Path) -> Iterator[tuple[str, str]]:
    for page in sorted(folder.rglob("*.html")):
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            address = urljoin(page.as_uri(), unescape(link))
            parts = urlsplit(address)
            path = Path(unquote(parts.path))
            if parts.scheme != "file" or folder not in path.parents or not path.is_file():
                yield str(page.relative_to(folder)), link


def test_everything_public_lies_in_the_folder_and_every_link_holds(ceremony: Ceremony, folder: Path) -> None:
    draws = ceremony.whole()
    made = make(ceremony, folder)
    assert made.is_new
    files = contents(folder)
    assert {f"bundles/{draw.draw_id}.draw" for draw in draws} < files.keys()
    assert f"draws/{ceremony.sitting.pk}/index.html" in files
    assert f"draws/{ceremony.sitting.pk}/export-1.xlsx" in files
    assert f"companies/{drawn_holder().code}/index.html" in files
    assert {"index.html", "items/index.html", "plans/index.html", "figures/index.html"} < files.keys()
    assert {"records/drawn.csv", "records/drawn.json", "records/drawn.schema.json"} < files.keys()
    assert {"checkpoint.txt", "key.txt", "verifier/drawproof.pyz", "static/common/gov.css"} < files.keys()
    assert list(dead_links(folder)) == []
    assert not any(b"<form" in one for path, one in files.items() if ".html" in path)
    scripted = {path for path, one in files.items() if ".html" in path and b"<script" in one}
    assert all(path.startswith("companies/") and path.count("/") == 1 for path in scripted)
    assert {"companies/names-1.js", "static/disclosure/names.js"} < files.keys()
    assert not any("verify/" in path or "login" in path for path in files)


def test_the_manifest_is_one_that_sha256sum_checks(ceremony: Ceremony, folder: Path) -> None:
    ceremony.whole()
    made = make(ceremony, folder)
    check = ["sha256sum", "--check", "--strict", "--quiet", NAME]
    assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    assert read((folder / NAME).read_bytes()).keys() == contents(folder).keys() - {NAME}
    assert made.edition.sha256 == hashlib.sha256((folder / NAME).read_bytes()).hexdigest()
    (folder / "index.html").write_text("x")
    assert subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode != 0


def test_a_run_that_finds_nothing_new_writes_no_byte_and_no_entry(ceremony: Ceremony, folder: Path) -> None:
    ceremony.whole()
    first = make(ceremony, folder)
    before, entries = snapshot(folder.parent), Entry.objects.count()
    ceremony.clock.advance(days=3)
    again = make(ceremony, folder)
    assert snapshot(folder.parent) == before
    assert Entry.objects.count() == entries
    assert (again.edition, again.is_new) == (first.edition, False)


def test_another_folder_gets_the_same_bytes(ceremony: Ceremony, folder: Path, tmp_path: Path) -> None:
    ceremony.whole()
    make(ceremony, folder)
    ceremony.clock.advance(days=3)
    make(ceremony, tmp_path / "second")
    assert contents(tmp_path / "second") == contents(folder)


def test_only_what_changed_is_written_anew(ceremony: Ceremony, folder: Path) -> None:
    ceremony.whole()
    make(ceremony, folder)
    before, holder = snapshot(folder), drawn_holder()
    rename(ceremony, holder, "阜平县改名矿业有限公司")
    make(ceremony, folder)
    after = snapshot(folder)
    touched = {path for path in after if after[path] != before.get(path)}
    assert f"companies/{holder.code}/index.html" in touched
    assert {"index.html", "key.txt", "figures/index.html", "static/common/gov.css"}.isdisjoint(touched)
    assert {"records/drawn.csv", "checkpoint.txt", NAME} <= touched
    assert "改名" in after[f"companies/{holder.code}/index.html"][0].decode()


def test_what_was_damaged_in_the_folder_is_mended(ceremony: Ceremony, folder: Path) -> None:
    ceremony.whole()
    make(ceremony, folder)
    right = contents(folder)
    (folder / "index.html").write_text("别人写的")
    (folder / "items" / "index.html").unlink()
    make(ceremony, folder)
    assert contents(folder) == right


def test_what_is_no_longer_public_is_removed_and_named_first_in_the_list(
    ceremony: Ceremony, folder: Path
) -> None:
    leader, day = ceremony.county.actor(LEADER), ceremony.clock.now.date()
    set_address(actor=leader, address="https://a.cn/gs", in_force_from=day, reason="试用")
    make(ceremony, folder)
    confirm_carried(actor=leader, number=1)
    ceremony.announce()
    set_address(actor=leader, address="", in_force_from=day, reason="不再上传")
    made = make(ceremony, folder)
    assert not (folder / "sitemap.xml").exists() and not (folder / "feed.atom").exists()
    assert made.since_carried.removed == ("feed.atom", "sitemap.xml")
    told = made.list_file.read_text(encoding="utf-8").splitlines()
    assert "删除（2个）" in told
    assert told.index("sitemap.xml") < told.index("draws/index.html")
    assert "另外，SHA256SUMS每次都要替换，放在最后。" in told[5]


def test_a_folder_that_holds_nothing_any_more_goes_with_its_last_file(folder: Path) -> None:
    for files in ([("a/b/c.html", b"1"), ("d.html", b"2")], [("d.html", b"2")]):
        with site_folder(folder):
            put_in_place(stage(folder, files))
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*")) == [NAME, "d.html"]


def test_a_web_server_can_read_what_was_written_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        with site_folder(folder):
            put_in_place(stage(folder, [("a/b/c.html", b"1")]))
    finally:
        os.umask(before)
    modes = {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert modes == {"a": 0o755, "a/b": 0o755, "a/b/c.html": 0o644, NAME: 0o644}


def test_two_runs_at_once_do_not_write_into_one_folder(folder: Path) -> None:
    with site_folder(folder), pytest.raises(Conflict, match="正在生成"), site_folder(folder):
        pass


def test_files_of_others_are_neither_mixed_with_ours_nor_removed(ceremony: Ceremony, folder: Path) -> None:
    folder.mkdir()
    (folder / "论文.doc").write_text("x")
    with pytest.raises(Refusal, match="别的文件"):
        make(ceremony, folder)
    (folder / "论文.doc").unlink()
    make(ceremony, folder)
    (folder / "自己放的.txt").write_text("x")
    rename(ceremony, ceremony.county.holders[0], "阜平县改名矿业有限公司")
    make(ceremony, folder)
    assert (folder / "自己放的.txt").exists()


class PowerCut(BaseException):
    """The machine is off."""


class Fuse:
    """A call of the system that ends the process at its n-th time in the folder."""

    def __init__(self, call: Callable[..., object], folder: Path) -> None:
        self.call, self.folder, self.at, self.burnt, self.has_blown = call, str(folder), 0, 0, False

    def set_to(self, at: int) -> "Fuse":
        self.at, self.burnt = at, 0
        return self

    def __call__(self, *args: object, **more: object) -> object:
        self.burnt += isinstance(args[0], int) or str(args[0]).startswith(self.folder)
        if self.burnt >= self.at:
            self.has_blown = True
            raise PowerCut
        return self.call(*args, **more)


@pytest.mark.parametrize("name", ["replace", "unlink", "fsync"])
def test_wherever_the_power_fails_every_file_is_whole_and_the_next_run_ends_the_same(
    ceremony: Ceremony, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    leader, day = ceremony.county.actor(LEADER), ceremony.clock.now.date()
    set_address(actor=leader, address="https://a.cn/gs", in_force_from=day, reason="试用")
    ceremony.select()
    ceremony.assign()
    make(ceremony, folder)
    old = contents(folder)
    ceremony.disclose()
    later = ceremony.clock.now.date()
    set_address(actor=leader, address="", in_force_from=later, reason="不再上传")
    make(ceremony, tmp_path / "right")
    right = contents(tmp_path / "right")
    fuse = Fuse(getattr(os, name), folder)
    for at in (1, 2, 5, 9):
        with monkeypatch.context() as patch, suppress(PowerCut):
            patch.setattr(os, name, fuse.set_to(at))
            make(ceremony, folder)
        for path, content in contents(folder).items():
            if not path.startswith(".new/"):
                assert content in (old.get(path), right.get(path)), path
    assert fuse.has_blown
    make(ceremony, folder)
    assert contents(folder) == right


def test_who_carries_says_so_and_the_page_knows_what_is_different_since(
    ceremony: Ceremony, folder: Path
) -> None:
    clerk, leader = ceremony.county.actor(ENFORCEMENT), ceremony.county.actor(LEADER)
    ceremony.whole()
    first = make(ceremony, folder)
    assert first.since_carried.added and not first.since_carried.replaced
    with pytest.raises(Forbidden):
        confirm_carried(actor=ceremony.county.actor(INSPECTOR), number=1)
    confirm_carried(actor=leader, number=1)
    stands = carrying(clerk)
    assert stands.is_done and stands.changes.count == 0 and not stands.may_be_behind
    with pytest.raises(Conflict, match="已上传"):
        confirm_carried(actor=leader, number=1)
    rename(ceremony, drawn_holder(), "阜平县改名矿业有限公司")
    assert carrying(clerk).may_be_behind
    second = make(ceremony, folder)
    assert second.edition.number == 2
    assert "records/drawn.csv" in second.since_carried.replaced
    with pytest.raises(Conflict, match="第2次"):
        confirm_carried(actor=leader, number=1)
    rename(ceremony, drawn_holder(), "阜平县再改名矿业有限公司")
    third = make(ceremony, folder)
    # Twice made and never carried: the list still begins at what lies there.
    assert set(second.since_carried.replaced) <= set(third.since_carried.replaced)
    assert [one.place for one in examine_ledger() if one.place.startswith("disclosure_")] == []


def test_a_manifest_that_was_changed_in_the_database_is_not_compared_with(
    ceremony: Ceremony, folder: Path
) -> None:
    make(ceremony, folder)
    disarm()
    SiteManifest.objects.update(content="00  index.html\n")
    with pytest.raises(Refusal, match="与日志里的摘要不符"):
        make(ceremony, folder)


def test_who_may_not_makes_nothing(ceremony: Ceremony, folder: Path) -> None:
    with pytest.raises(Forbidden):
        make_site(actor=ceremony.county.actor(INSPECTOR), folder=folder)
    assert not folder.exists()
    assert not SiteEdition.objects.exists()


def test_the_address_is_a_dated_setting_of_the_leader_and_gives_a_map(
    ceremony: Ceremony, folder: Path
) -> None:
    leader, day = ceremony.county.actor(LEADER), ceremony.clock.now.date()
    told: dict[str, Any] = {"in_force_from": day, "reason": "县政府网站管理办公室通知"}
    with pytest.raises(Forbidden):
        set_address(actor=ceremony.county.actor(ENFORCEMENT), address="https://a.cn/gs", **told)
    with pytest.raises(Refusal, match="不是网址"):
        set_address(actor=leader, address="a.cn/gs", **told)
    set_address(actor=leader, address="https://www.fuping.gov.cn/zrzy/gs/", **told)
    made = make(ceremony, folder)
    assert "<loc>https://www.fuping.gov.cn/zrzy/gs/items/</loc>" in (folder / "sitemap.xml").read_text()
    assert "公示网址：https://www.fuping.gov.cn/zrzy/gs\n" in made.list_file.read_text(encoding="utf-8")


def test_workbooks_are_the_same_bytes_whenever_they_are_made(ceremony: Ceremony, folder: Path) -> None:
    ceremony.whole()
    make(ceremony, folder)
    book = folder / f"draws/{ceremony.sitting.pk}/export-1.xlsx"
    with zipfile.ZipFile(BytesIO(book.read_bytes())) as parts:
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")
