"""An office replaces the template of a paper: it is tried first, bounded, and what it leaves out is named."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.common.papers import source_files
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import examine_ledger
from mingcha.papers.models import OfficeTemplate
from mingcha.papers.queries.templates import check_template, template_in_force
from mingcha.papers.rules.kinds import ANNOUNCEMENT, ATTENDANCE, KINDS, RESULT, RESULT_NOTICE, VOLUME
from mingcha.papers.rules.samples import SAMPLES, required_of
from mingcha.papers.services import replace_template, restore_template


@pytest.fixture
def bureau(db: None) -> Bureau:
    return found()


def shipped(kind: str) -> str:
    return source_files(KINDS[kind].template)["main.typ"]


def replace(bureau: Bureau, source: str, kind: str = ATTENDANCE) -> OfficeTemplate:
    told: dict[str, Any] = {"content": source.encode(), "file_name": "签到表.typ"}
    return replace_template(actor=bureau.actor(LEGAL), kind=kind, **told)


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_shipped_templates_show_every_part_that_is_asked_of_others(kind: str) -> None:
    assert len(required_of(kind)) >= 4
    check_template(kind, shipped(kind))


def test_an_offices_template_is_in_force_until_it_is_withdrawn(bureau: Bureau) -> None:
    first = replace(bureau, shipped(ATTENDANCE) + "\n#text(size: 8pt)[本局印制]\n")
    second = replace(bureau, shipped(ATTENDANCE) + "\n#text(size: 8pt)[本局印制，2026年起]\n")
    assert (first.version, second.version) == (1, 2)
    assert template_in_force(bureau.office.pk, ATTENDANCE) == second
    assert OfficeTemplate.objects.get(version=1).withdrawn_by == bureau.actor(LEGAL).name
    assert restore_template(actor=bureau.actor(LEGAL), kind=ATTENDANCE) == second
    assert template_in_force(bureau.office.pk, ATTENDANCE) is None
    with pytest.raises(Conflict, match="现在用的就是系统模板"):
        restore_template(actor=bureau.actor(LEGAL), kind=ATTENDANCE)
    assert replace(bureau, second.source).version == 3
    assert [one.place for one in examine_ledger() if one.place.startswith("papers")] == []


def test_the_same_file_again_changes_nothing(bureau: Bureau) -> None:
    replace(bureau, shipped(ATTENDANCE))
    with pytest.raises(Conflict, match="就是这个文件"):
        replace(bureau, shipped(ATTENDANCE))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("#text(size: 9.5pt, facts.reserves)\n", "递补（facts.reserves）"),
        ("  signatures(facts.signers)\n", "签字人（facts.signers）"),
        ("#facts-table(facts.facts)\n", "基本情况（facts.facts）"),
    ],
)
def test_a_part_that_is_left_out_is_named(bureau: Bureau, part: str, words: str) -> None:
    assert part in shipped(RESULT)
    with pytest.raises(Refusal) as refused:
        replace(bureau, shipped(RESULT).replace(part, ""), RESULT)
    assert refused.value.sentence == f"模板没有印出：{words}。"
    assert OfficeTemplate.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "guard"), [(ANNOUNCEMENT, "facts.strata != none"), (RESULT_NOTICE, 'facts.qr != ""')]
)
def test_a_template_stands_a_paper_without_strata_or_code(bureau: Bureau, kind: str, guard: str) -> None:
    """The second announcement of a sitting has no strata: such a template would fail in the hall."""
    assert guard in shipped(kind)
    with pytest.raises(Refusal, match="不能排版"):
        replace(bureau, shipped(kind).replace(guard, "true"), kind)


WRONG = {
    "\n\n#facts.nothing": "模板第3行不能排版",
    "#let x = (": "模板第1行不能排版",
    '\n#read("/etc/passwd")': "模板第2行引用了没有的文件",
    '#read("../../../etc/passwd")': "模板第1行",
    '\n#import "@preview/cetz:0.3.0": canvas': "模板第2行引用了网上的组件",
    "\n#datetime.today().display()": "模板第2行用到了今天的日期",
    "#let x = (1,)\n#while x.len() > 0 { x = x + x }": "超过了限度",
    " ": "文件是空的",
}


@pytest.mark.parametrize("source", WRONG)
def test_what_does_not_work_or_reaches_outside_is_refused_with_its_place(bureau: Bureau, source: str) -> None:
    with pytest.raises(Refusal, match=WRONG[source]) as refused:
        replace(bureau, source)
    assert "/tmp" not in str(refused.value.found)
    assert OfficeTemplate.objects.count() == 0


def test_what_is_no_text_or_too_large_is_refused(bureau: Bureau) -> None:
    told: dict[str, Any] = {"actor": bureau.actor(LEGAL), "kind": ATTENDANCE, "file_name": "x.typ"}
    with pytest.raises(Refusal, match="不是UTF-8"):
        replace_template(content="签到表".encode("gb18030"), **told)
    with pytest.raises(Refusal, match="超过200KB"):
        replace_template(content=b"x" * 200_001, **told)
    with pytest.raises(Unknown):
        replace_template(content=b"x", **told | {"kind": VOLUME})


@pytest.mark.parametrize("role", [LEADER, ENFORCEMENT])
def test_only_legal_affairs_replaces_templates(bureau: Bureau, role: str) -> None:
    with pytest.raises(Forbidden):
        replace_template(actor=bureau.actor(role), kind=ATTENDANCE, content=b"x", file_name="x.typ")
    with pytest.raises(Forbidden):
        restore_template(actor=bureau.actor(role), kind=ATTENDANCE)


def test_the_page_offers_samples_takes_a_template_and_goes_back(bureau: Bureau) -> None:
    client = Client()
    client.force_login(bureau.person(LEGAL))
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = reverse("template_list")
    assert client.get(page).content.decode().count("更换模板") == len(SAMPLES)
    assert client.get(reverse("template_sample", args=[RESULT])).content.startswith(b"%PDF-")
    text = client.get(reverse("template_download", args=[ATTENDANCE])).content
    address = reverse("template_replace", args=[ATTENDANCE])
    wrong = client.post(address, {"file": SimpleUploadedFile("x.typ", b"#facts.nothing")})
    assert wrong.status_code == 422
    assert "unknown variable: facts" in wrong.content.decode()
    right = {"file": SimpleUploadedFile("签到表.typ", text + "\n#[本局]\n".encode())}
    assert "今后用本局模板第1版" in client.post(address, right, follow=True).content.decode()
    assert client.get(reverse("template_sample", args=[ATTENDANCE])).content.startswith(b"%PDF-")
    own = client.get(reverse("template_download", args=[ATTENDANCE]), {"version": "1"}).content
    assert own.endswith("#[本局]\n".encode())
    restored = client.post(reverse("template_restore", args=[ATTENDANCE]), follow=True)
    assert "今后用系统模板" in restored.content.decode()
    reader = Client()
    reader.force_login(bureau.person(AUDITOR))
    assert "只有政策法规岗位可以办理" in reader.get(page).content.decode()
