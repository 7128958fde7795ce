"""Papers in the form of GB/T 9704-2012, measured on the page: the PDF, and the DOCX as a word processor
prints it."""

import datetime

import pytest

from mingcha.common.papers import LIBRARY, MAIN, source_files, typeset_files
from mingcha.common.papers.docx import write_docx
from mingcha.common.papers.tests.printed import Page, Word, opened, pages_of

MM = 72 / 25.4
THIRD, SECOND = 16, 22
PER_LINE, PER_PAGE = 28, 22
NEAR = 2.5
"""Points by which the box of a character may differ from its square: faces have other heights."""
# The third page is so full that office and date would stand alone on a fourth.
PARAGRAPHS = ["国" * PER_LINE * 61, "特此公告。"]
HEADING, OFFICE, DAY = "随机抽查事项清单公告", "某某局", "二〇二六年六月一日"
NOTICE = {
    "heading": HEADING,
    "document_no": "",
    "version": "",
    "paragraphs": PARAGRAPHS,
    "annex": "",
    "office": OFFICE,
    "published": DAY,
}
TEMPLATE = """#import "/common/papers/official.typ": *
#let facts = content()
#show: official.with("试纸")
#heading-of(facts.heading)
#for words in facts.paragraphs.slice(0, -1) { par(words) }
#signed(par(facts.paragraphs.last()), facts.office, facts.published)
"""


@pytest.fixture(scope="module", params=["PDF", "DOCX"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    """The pages of a notice, from either writer."""
    folder = tmp_path_factory.mktemp("form")
    if request.param == "DOCX":
        return pages_of(opened({"notice": write_docx(NOTICE)}, folder)["notice"])
    path = folder / "notice.pdf"
    files = {MAIN: TEMPLATE, LIBRARY: source_files("items/papers/item_list.typ")[LIBRARY]}
    path.write_bytes(typeset_files(files, NOTICE, on=datetime.date(2026, 6, 1)))
    return pages_of(path)


def lines_of(page: Page) -> list[Word]:
    return [word for word in page.words if set(word.text) == {"国"}]


def near(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= NEAR


def bound_edge(number: int) -> float:
    """How far the text of this page begins from its left: 28 mm are kept where it is bound."""
    return (28 if number % 2 else 26) * MM


def test_the_paper_is_a4_and_the_text_156_mm_wide_28_mm_from_the_bound_edge(printed: list[Page]) -> None:
    assert len(printed) > 1
    for number, page in enumerate(printed, 1):
        assert near(page.width, 210 * MM) and near(page.height, 297 * MM)
        for line in lines_of(page):
            if len(line.text) == PER_LINE:
                assert near(line.left, bound_edge(number))
                assert near(line.right, bound_edge(number) + 156 * MM)


def test_a_page_has_22_lines_of_28_characters_within_225_mm(printed: list[Page]) -> None:
    lines = lines_of(printed[1])
    assert len(lines) == PER_PAGE
    assert {len(line.text) for line in lines} == {PER_LINE}
    pitch = (lines[-1].top - lines[0].top) / (PER_PAGE - 1)
    assert near(pitch * PER_PAGE, 225 * MM)
    assert lines[0].top >= 37 * MM - NEAR
    assert lines[-1].bottom <= (297 - 35) * MM + NEAR


def test_a_paragraph_begins_two_characters_in(printed: list[Page]) -> None:
    first, second = lines_of(printed[0])[:2]
    assert len(first.text) == PER_LINE - 2
    assert near(first.left - second.left, 2 * THIRD)


def test_the_title_is_two_sizes_larger_and_in_the_middle(printed: list[Page]) -> None:
    title = printed[0].word(HEADING)
    assert near((title.right - title.left) / len(title.text), SECOND)
    assert near((title.left + title.right) / 2, (28 + 156 / 2) * MM)


def test_the_page_number_stands_below_the_text_one_character_from_the_outer_edge(printed: list[Page]) -> None:
    for number, page in enumerate(printed, 1):
        digit = page.word(str(number))
        dashes = [word for word in page.words if word.text == "—"]
        left, right = min(word.left for word in dashes), max(word.right for word in dashes)
        assert left < digit.left < digit.right < right
        area = bound_edge(number)
        edge = area + 156 * MM - right if number % 2 else left - area
        assert near(edge, 14)
        assert 3 * MM < digit.top - (297 - 35) * MM < 7 * MM + NEAR


def test_office_and_date_stand_with_the_text_they_sign(printed: list[Page]) -> None:
    last = printed[-1]
    office, day = last.word(OFFICE), last.word(DAY)
    assert last.word("特此公告。").bottom < office.top < day.top
    assert near(bound_edge(len(printed)) + 156 * MM - day.right, 4 * THIRD)
