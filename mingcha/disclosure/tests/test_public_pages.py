"""What anybody finds on the public pages: everything that is published, nothing that is not, and of each kind
only the fields of its list."""

import json
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common.errors import Unknown
from mingcha.disclosure.queries.companies import companies, company_records
from mingcha.disclosure.queries.kinds import KINDS, find_kind, public_rows
from mingcha.disclosure.queries.portal import figures
from mingcha.disclosure.templatetags.records import record_rows
from mingcha.draws.models import SELECTION
from mingcha.draws.queries.attempts import final_draw
from mingcha.draws.queries.results import drawn_rows
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.services import record_act
from mingcha.registers.models import Holder

pytestmark = pytest.mark.django_db
DRAWN = find_kind("drawn")


def read(name: str, *args: object, status: int = 200, **query: str) -> str:
    answer = Client().get(reverse(name, args=args), query)
    assert answer.status_code == status, name
    return unescape(answer.content.decode())


def drawn_holders(ceremony: Ceremony) -> list[str]:
    selection = final_draw(ceremony.county.campaign.pk, SELECTION)
    assert selection is not None
    return [row.unit.code for row in drawn_rows(selection)]


def test_before_anything_is_published_every_page_says_so(office: object) -> None:
    assert "还没有公布" in read("public_portal")
    assert "还没有公开的名单" in read("public_companies")
    assert "还没有可以统计的" in read("public_figures")
    for kind in KINDS:
        assert "还没有公示" in read("public_records", kind.key)
        assert json.loads(read("public_records_json", kind.key)) == []


def test_home_of_the_public_is_the_front_page(office: object) -> None:
    assert "公示内容" in read("home")


def test_a_draw_is_listed_when_it_is_announced_and_its_holders_only_when_it_is_disclosed(
    ceremony: Ceremony,
) -> None:
    ceremony.select()
    ceremony.assign()
    drawn = drawn_holders(ceremony)
    assert [row["standing"] for row in public_rows(find_kind("draws"))] == ["已抽取", "已抽取"]
    assert public_rows(DRAWN) == ()
    assert "没有查到" in read("public_companies", q=drawn[0])
    read("public_company", drawn[0], status=404)
    ceremony.disclose()
    assert {row["holder_code"] for row in public_rows(DRAWN)} == set(drawn)
    assert drawn[0] in read("public_companies", q=drawn[0])
    assert ceremony.county.campaign.title in read("public_company", drawn[0])


def test_who_was_not_drawn_is_unknown_like_who_is_in_no_register(ceremony: Ceremony) -> None:
    ceremony.whole()
    spared = next(one.code for one in ceremony.county.holders if one.code not in set(drawn_holders(ceremony)))
    refusals = []
    for code in (spared, "91130624MA0NOBODY9"):
        with pytest.raises(Unknown) as refused:
            company_records(code)
        refusals.append((refused.value.code, refused.value.sentence))
    assert refusals[0] == refusals[1]


def test_what_an_annulled_attempt_would_have_drawn_stands_under_no_company(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul(event_happened=True)
    ceremony.compute_annulled()
    ceremony.select()
    ceremony.assign()
    ceremony.disclose()
    assert "已作废" in {row["standing"] for row in public_rows(find_kind("draws"))}
    counting = final_draw(ceremony.county.campaign.pk, SELECTION)
    assert counting is not None
    assert {row["draw_id"] for row in public_rows(DRAWN)} == {counting.draw_id}


def test_search_compares_name_and_code_without_case_width_and_spaces(ceremony: Ceremony) -> None:
    ceremony.whole()
    holder = Holder.objects.get(code=drawn_holders(ceremony)[0])
    for words in (holder.code.lower(), f" {holder.name[:6]} {holder.name[6:]}", holder.code[-6:]):
        assert holder.code in [one.code for one in companies(words)], words
    assert companies("没有这个名字") == []


def test_a_natural_person_is_found_by_code_and_by_the_mask_and_never_by_the_whole_name(
    ceremony: Ceremony,
) -> None:
    ceremony.whole()
    holder = Holder.objects.get(code=drawn_holders(ceremony)[0])
    holder.kind = "person"
    holder.give_name("欧阳小明")
    holder.save()
    record_act("draws.tests", actor=ceremony.county.actor(ENFORCEMENT), records=[holder])
    assert companies("欧阳小明") == []
    assert [one.code for one in companies("欧**明")] == [holder.code]
    assert "欧阳小明" not in read("public_company", holder.code)


def test_a_change_of_name_is_shown_at_once(ceremony: Ceremony) -> None:
    ceremony.whole()
    holder = Holder.objects.get(code=drawn_holders(ceremony)[0])
    assert holder.name in read("public_company", holder.code)
    holder.give_name("阜平县改名矿业有限公司")
    holder.save()
    record_act("draws.tests", actor=ceremony.county.actor(ENFORCEMENT), records=[holder])
    assert "阜平县改名矿业有限公司" in read("public_company", holder.code)
    assert len(companies("改名")) == 1


def test_files_hold_exactly_the_fields_of_the_kind(ceremony: Ceremony) -> None:
    ceremony.whole()
    for kind in KINDS:
        keys = [field.key for field in kind.fields]
        rows = json.loads(read("public_records_json", kind.key))
        schema = json.loads(read("public_records_schema", kind.key))
        assert list(schema["items"]["properties"]) == schema["items"]["required"] == keys
        assert all(list(row) == keys for row in rows)
        lines = read("public_records_csv", kind.key).lstrip("\ufeff").splitlines()
        assert lines[0] == ",".join(field.title for field in kind.fields)
        assert len(lines) == len(rows) + 1
    assert len(public_rows(DRAWN)) == len(drawn_holders(ceremony))


def test_no_kind_tells_a_risk_class_or_a_recusal() -> None:
    told = {field.key for kind in KINDS for field in kind.fields}
    assert [key for key in told if any(word in key for word in ("risk", "conflict", "recus", "phone"))] == []


def test_every_figure_opens_as_many_rows_as_it_says(ceremony: Ceremony) -> None:
    ceremony.whole()
    seen = 0
    for year, found in figures():
        for one in found:
            page = read("public_records", one.kind.key, year=str(year))
            assert f"共{one.count:,}{one.kind.unit}" in page
            seen += 1
    assert seen >= 3
    assert "还没有公示" in read("public_records", "drawn", year="1999")


def test_every_address_in_a_row_is_a_page(ceremony: Ceremony) -> None:
    ceremony.whole()
    pages = {str(row["page"]) for kind in KINDS for row in public_rows(kind)}
    assert len(pages) >= 2
    for page in pages:
        assert Client().get(f"/public/{page}").status_code == 200, page


def test_the_last_checkpoint_can_be_fetched(ceremony: Ceremony) -> None:
    read("public_checkpoint", status=404)
    ceremony.whole()
    assert read("public_checkpoint").startswith("mingcha/fuping\n")
    assert reverse("public_checkpoint") in read("public_portal")


def test_a_page_of_a_list_is_cut_out_of_what_is_remembered(
    ceremony: Ceremony, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ceremony.select()
    first = read("public_records", "draws")
    with django_assert_max_num_queries(4):
        assert read("public_records", "draws").count("<tr>") == first.count("<tr>")
    assert read("public_records", "draws", year="1999").count("还没有公示") == 1


def test_what_stands_in_a_row_is_never_read_as_markup() -> None:
    row = dict.fromkeys((field.key for field in DRAWN.fields), "<b>&") | {"page": 'x"/'}
    line = record_rows(DRAWN, [row])
    assert "<b>" not in line and line.count("&lt;b&gt;&amp;") == len(DRAWN.shown_fields)
    assert 'href="/public/x&quot;/"' in line
