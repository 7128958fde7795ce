"""The sixty visits of a campaign made public: pages, search, files, workbook, bulletin and the carried site;
then one result is corrected and one withdrawn, and all of them follow."""

import csv
import datetime
import io
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.lists import PAGE_SIZE
from mingcha.disclosure.models import Bulletin, CampaignClosing, Disclosure
from mingcha.disclosure.queries.companies import companies
from mingcha.disclosure.queries.kinds import RESULTS, find_kind, public_rows
from mingcha.disclosure.queries.portal import figures
from mingcha.disclosure.rules.bulletins import Figures, hand_numbers
from mingcha.disclosure.rules.manifests import NAME, digest_of, read
from mingcha.disclosure.services import (
    Made,
    approve_bulletin,
    close_campaign,
    confirm_carried,
    make_site,
    publish_bulletin,
    publish_result,
    save_bulletin,
    set_address,
    submit_bulletin,
    withdraw_record,
)
from mingcha.disclosure.states import PUBLIC
from mingcha.disclosure.tests.rounds import Round, ordered
from mingcha.draws.rules.committed import holder_of
from mingcha.draws.tests.conftest import clock as clock
from mingcha.draws.tests.test_external_pages import rows_of
from mingcha.inspections.models import Inspection
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.services import allow_change, ask_change, begin_record
from mingcha.inspections.tests.test_sixty_visits import VISITS, case_of
from mingcha.inspections.tests.test_sixty_visits import sixty as sixty
from mingcha.inspections.tests.visiting import Visiting
from mingcha.law.models import Deadline
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home import own_work

pytestmark = [pytest.mark.django_db, pytest.mark.long]
SAID, CORRECTED_FOR, WITHDRAWN_FOR = "北侧越界开采约十二米", "复测后更正检查结果", "查错了对象"
WITH_PROBLEMS = (5, 15)
ADDRESS = "https://www.example.gov.cn/gongshi"


@dataclass
class Public:
    """The campaign after its visits, with the folder of its carried files."""

    visiting: Visiting
    site: Path

    @property
    def clerk(self) -> Actor:
        return self.visiting.ceremony.county.actor(ENFORCEMENT)

    @property
    def leader(self) -> Actor:
        return self.visiting.ceremony.county.actor(LEADER)

    def carry(self) -> Made:
        return make_site(actor=self.clerk, folder=self.site)

    def confirm(self, made: Made) -> None:
        confirm_carried(actor=self.clerk, number=made.edition.number)

    def work(self) -> dict[str, str]:
        """Title and last day of what the home page of enforcement lists."""
        work = own_work(self.clerk)
        return {one.title: one.when for one in (*work.late, *work.soon, *work.later)}


def record_all(visiting: Visiting) -> None:
    """Sixty visits on record: three could not be checked, one party refused to sign, two have problems."""
    rows = visiting.rows
    for row in rows:
        visiting.notify(visiting.schedule(row))
    visiting.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)
    for row in rows:
        begin_record(actor=visiting.member(row), inspection=row.pk)
        told = {"results": problems(visiting, row)} if row.number in WITH_PROBLEMS else {}
        visiting.hand_in(
            row, **{"party": "试验", **told, **(case_of(visiting, row) if row.number % 2 else {})}
        )
        visiting.confirm(row)


def test_a_campaign_is_public_everywhere_and_a_correction_and_a_withdrawal_reach_everything(
    sixty: Visiting, tmp_path: Path
) -> None:
    record_all(sixty)
    public = Public(sixty, tmp_path / "site")
    for row in sixty.rows:
        publish_result(actor=public.clerk, inspection=row.pk, is_checked=True)
    Round(sixty).published()
    sixty.ceremony.disclose()
    close_campaign(actor=public.clerk, campaign=sixty.approval.campaign)
    today = sixty.clock.now.date()
    set_address(actor=public.leader, address=ADDRESS, in_force_from=today, reason="试")
    made = public.carry()
    public.confirm(made)
    corrected, withdrawn = sixty.rows[10], sixty.rows[WITH_PROBLEMS[1] - 1]
    check_all_are_there(public)
    check_a_correction_reaches_everything(public, corrected)
    check_a_withdrawal_reaches_everything(public, withdrawn)
    assert CampaignClosing.objects.get().results == VISITS
    assert list(examine_ledger()) == []


def words_of(row: Inspection) -> str:
    return f"{SAID}（{row.number:02d}号）"


def problems(visiting: Visiting, row: Inspection) -> tuple[Result, ...]:
    """What was found wrong at this visit, in words of its own."""
    told = ordered(visiting, row)
    return tuple(replace(one, words=words_of(row)) if one.measures else one for one in told)


def read_page(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def page_of(row: Inspection) -> str:
    return reverse("public_record", args=[RESULTS, str(row.pk)])


def shown(row: Inspection) -> dict[str, Any] | None:
    found = [one for one in public_rows(find_kind(RESULTS)) if one["record"] == str(row.pk)]
    return dict(found[0]) if found else None


def files_with(site: Path, text: str) -> set[str]:
    """The carried files that tell it."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {str(path.relative_to(site)) for path in files if text.encode() in path.read_bytes()}


def in_workbook(public: Public, folder: Path, row: Inspection) -> list[Any]:
    """The line of the visit in 抽查结果公示表."""
    client = Client()
    client.force_login(public.visiting.ceremony.county.bureau.people[ENFORCEMENT])
    answer = client.get(reverse("result_list", args=[public.visiting.campaign_pk]), {"export": "1"})
    code = shown_code(row)
    return next(line for line in rows_of(answer, folder) if code in line)


def shown_code(row: Inspection) -> str:
    return holder_of(Disclosure.objects.filter(kind=RESULTS, record=str(row.pk))[0].holder_code)


def check_all_are_there(public: Public) -> None:
    """Sixty of them, in every form alike."""
    listed = json.loads(read_page(reverse("public_records_json", args=[RESULTS])))
    table = csv.reader(io.StringIO(read_page(reverse("public_records_csv", args=[RESULTS])).lstrip("\ufeff")))
    assert len(listed) == len(list(table)) - 1 == VISITS
    figure = next(one for _, found in figures() for one in found if one.kind.key == RESULTS)
    assert (figure.count, figure.holders, sum(count for _, count in figure.standings)) == (VISITS,) * 3
    for row in public.visiting.rows:
        name, code = str(shown(row)["holder"]), shown_code(row)  # type: ignore[index]  # it is there
        assert {one.code for one in companies(name)} & {one.code for one in companies(code)} == {code}
    assert len([path for path in (public.site / "records" / RESULTS).iterdir() if path.is_dir()]) == VISITS
    row = public.visiting.rows[WITH_PROBLEMS[0] - 1]
    assert words_of(row) in read_page(page_of(row))
    # The bulletin quotes it, without saying of whom.
    assert files_with(public.site, words_of(row)) == {*carried_of(row), bulletin_page(row)}


def bulletin_page(row: Inspection) -> str:
    return f"records/bulletins/{row.campaign_id}/index.html"


def carried_of(row: Inspection) -> set[str]:
    """Where a result stands among the carried files."""
    files = {f"{RESULTS}.csv", f"{RESULTS}.json", *list_pages(row), f"{RESULTS}/{row.pk}/index.html"}
    return {f"companies/{shown_code(row)}/index.html", *(f"records/{one}" for one in files)}


def list_pages(row: Inspection) -> set[str]:
    """The pages of the whole list and of that of its year on which it stands."""
    place = [one["record"] for one in public_rows(find_kind(RESULTS))].index(str(row.pk))
    number = place // PAGE_SIZE + 1
    names = ("index", "year-2026") if number == 1 else (f"page-{number}", f"page-{number}_year-2026")
    return {f"{RESULTS}/{name}.html" for name in names}


def check_a_correction_reaches_everything(public: Public, row: Inspection) -> None:
    visiting = public.visiting
    before = Bulletin.objects.get(state=PUBLIC).figures["numbers"]["with_problems"]
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="复测发现越界")
    allow_change(actor=visiting.reader(ENFORCEMENT), inspection=row.pk)
    visiting.hand_in(row, results=problems(visiting, row), party="试验")
    visiting.confirm(row, 2)
    publish_result(actor=public.clerk, inspection=row.pk, is_checked=True, reason=CORRECTED_FOR)
    page = read_page(page_of(row))
    assert words_of(row) in page and CORRECTED_FOR in page and "未发现问题" in page
    assert words_of(row) in read_page(reverse("public_company", args=[shown_code(row)]))
    for name in ("public_records_csv", "public_records_json"):
        assert words_of(row) in read_page(reverse(name, args=[RESULTS]))
    line = in_workbook(public, public.site.parent, row)
    assert words_of(row) in line and "已公示" in line
    # The bulletin that says otherwise is told to be wrong until a new version takes its place.
    title = f"更正通报：{visiting.approval.campaign.title}"
    assert title in public.work()
    Round(visiting).published(reason=CORRECTED_FOR)
    assert title not in public.work()
    bulletin = Bulletin.objects.get(state=PUBLIC)
    assert bulletin.figures["numbers"]["with_problems"] == before + 1
    made = public.carry()
    papers = {
        f"records/bulletins/{row.campaign_id}/{name}" for name in ("index.html", "paper.pdf", "paper.docx")
    }
    must = carried_of(row) | papers | {"figures/index.html"}
    assert must <= set(made.since_carried.replaced) and not made.since_carried.removed
    assert files_with(public.site, words_of(row)) == carried_of(row)
    check_the_list_for_whoever_carries(public, made, must)
    public.confirm(made)


def check_the_list_for_whoever_carries(public: Public, made: Made, files: set[str]) -> None:
    """It names each, and the manifest is that of the folder."""
    told = made.list_file.read_text(encoding="utf-8").splitlines()
    assert files <= set(told)
    manifest = read((public.site / NAME).read_bytes())
    assert {path: digest_of((public.site / path).read_bytes()) for path in manifest} == manifest


def check_a_withdrawal_reaches_everything(public: Public, row: Inspection) -> None:
    lists, code = carried_of(row), shown_code(row)
    public.visiting.clock.advance(hours=1)
    withdraw_record(actor=public.leader, kind=find_kind(RESULTS), record=str(row.pk), reason=WITHDRAWN_FOR)
    page = read_page(page_of(row), 410)
    assert WITHDRAWN_FOR in page and words_of(row) not in page
    assert shown(row) is None
    for name in ("public_records", "public_records_csv", "public_records_json"):
        assert words_of(row) not in read_page(reverse(name, args=[RESULTS]))
    company = read_page(reverse("public_company", args=[code]))
    assert WITHDRAWN_FOR in company and words_of(row) not in company
    assert "已撤回" in in_workbook(public, public.site.parent, row)
    figure = next(one for _, found in figures() for one in found if one.kind.key == RESULTS)
    assert figure.count == VISITS - 1
    # The bulletin quoted it: its next version does not.
    assert f"更正通报：{row.campaign.title}" in public.work()
    publish_without(public, words_of(row))
    assert f"更正通报：{row.campaign.title}" not in public.work()
    # Until it is gone from the other web site the days of the law run.
    title = "撤回的检查结果从公示网站上删除"
    deadline = Deadline.objects.get(kind="carry-withdrawal", closed_at=None)
    assert title in public.work() and (deadline.due_on - deadline.starts_on).days in range(1, 8)
    made = public.carry()
    assert {*lists, bulletin_page(row)} <= set(made.since_carried.replaced)
    assert files_with(public.site, words_of(row)) == set()
    check_the_list_for_whoever_carries(public, made, lists)
    assert title in public.work()
    public.confirm(made)
    assert title not in public.work()
    assert not Deadline.objects.filter(kind="carry-withdrawal", closed_at=None).exists()


def publish_without(public: Public, words: str) -> None:
    """A new version of the bulletin whose text does not say it."""
    over = Round(public.visiting)
    row = over.draft("撤回了一户次的检查结果")
    text = {
        key: "\n".join(one for one in told.split("\n") if words not in one) for key, told in row.text.items()
    }
    row = save_bulletin(actor=over.writer, bulletin=row, revision=row.revision, text=text)
    row = submit_bulletin(actor=over.writer, bulletin=row)
    seen = hand_numbers(row.text, Figures.revived(row.figures))
    row = approve_bulletin(actor=over.leader, bulletin=row, hand_checked=seen)
    publish_bulletin(actor=over.writer, bulletin=row)
