"""Papers of extreme content: every text is on a page, none over another, office and date beside text."""

import copy
import datetime
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from mingcha.common.papers import typeset
from mingcha.common.papers.tests.printed import Page, pages_of
from mingcha.papers.rules.kinds import ANNOUNCEMENT, BULLETIN, KINDS, RESULT_NOTICE, VISITS
from mingcha.papers.rules.samples import SAMPLES

DAY = datetime.date(2026, 6, 16)
MANY = 120
LONG = "阜平县太行深处王林口镇矿产资源综合开发利用有限责任公司"
OFFICE = "新疆维吾尔自治区克孜勒苏柯尔克孜自治州自然资源局阿图什市分局"
SENTENCE = "检查对象应当如实提供有关资料。"


def counted(count: int, prefix: str = LONG) -> list[str]:
    """So many texts, each told apart by its number."""
    return [f"{prefix}{place:03}号" for place in range(count)]


def extreme(kind: str) -> tuple[dict[str, Any], list[str]]:
    """The sample with very long lists, cells and names, and the texts that must be found on its paper."""
    content = copy.deepcopy(SAMPLES[kind])
    told = counted(MANY)
    grown: dict[str, Callable[[Any], Any]] = {
        "reserves": lambda _: "，".join(told),
        "groups": lambda groups: [_longer(groups[0], told)],
        "rows": lambda rows: _rows(rows[0], told),
        "teams": lambda teams: [_longer(teams[0], told)],
        "sections": lambda sections: [[sections[0][0], _same(sections[0][1], told)], *sections[1:]],
        "table": lambda table: _longer(table, told),
        "blocks": lambda blocks: [{**blocks[0], "text": "，".join(told)}, *blocks[1:]],
        "tables": lambda tables: [_longer(tables[0], told)],
    }
    found = [key for key in grown if key in content]
    for key in found:
        content[key] = grown[key](content[key])
    for key in {"office", "seal", "addressee", "campaign"} & content.keys():
        content[key] = OFFICE
    return content, told if found else []


def _longer(part: dict[str, Any], told: list[str]) -> dict[str, Any]:
    return {**part, "rows": _rows(part["rows"][0], told)}


def _rows(row: list[str], told: list[str]) -> list[list[str]]:
    """A row for each text, and one whose second cell holds them all."""
    return [[row[0], text, *row[2:]] for text in told] + [[row[0], "\n".join(told), *row[2:]]]


def _same(lines: str | list[str], told: list[str]) -> str | list[str]:
    return "，".join(told) if isinstance(lines, str) else told


def typeset_pages(folder: Path, kind: str, content: dict[str, Any]) -> list[Page]:
    path = folder / "paper.pdf"
    path.write_bytes(typeset(KINDS[kind].template, content, on=DAY))
    return pages_of(path)


def words_of(page: Page) -> str:
    return re.sub(r"\s", "", page.text)


def overprinted(page: Page) -> list[tuple[str, str]]:
    """Pairs of words that were printed one over the other."""
    pairs = combinations(sorted(page.words, key=lambda word: word.top), 2)
    return [(one.text, other.text) for one, other in pairs if one.covers(other)]


@pytest.mark.parametrize("kind", SAMPLES)
def test_however_long_its_lists_and_names_are_a_paper_loses_nothing_and_stays_legible(
    kind: str, tmp_path: Path
) -> None:
    content, told = extreme(kind)
    pages = typeset_pages(tmp_path, kind, content)
    text = "".join(map(words_of, pages))
    assert {one[-4:] for one in told} <= set(re.findall(r"\d{3}号", text))
    for signer in content.get("signers", ()):
        assert signer in text
    for page in pages:
        assert overprinted(page) == []
        for word in page.words:
            assert 0 < word.left < word.right < page.width
            assert 0 < word.top < word.bottom < page.height


def test_the_list_of_a_team_is_numbered_for_itself_and_leads_to_the_record(tmp_path: Path) -> None:
    """Whoever holds one does not learn how many visits others make."""
    content = copy.deepcopy(SAMPLES[VISITS])
    team = content["teams"][0]
    content["teams"] = [team, {**team, "rows": team["rows"] * 40}, team]
    pages = typeset_pages(tmp_path, VISITS, content)
    found = [re.search(r"第\d+页，共\d+页", words_of(page)) for page in pages]
    told = [one[0] for one in found if one]
    assert len(told) == len(pages) > 3
    assert told[0] == told[-1] == "第1页，共1页"
    assert told[1:-1] == [f"第{place}页，共{len(pages) - 2}页" for place in range(1, len(pages) - 1)]


@pytest.mark.parametrize("kind", [ANNOUNCEMENT, RESULT_NOTICE, BULLETIN])
def test_office_and_date_stand_beside_text_whatever_its_length(kind: str, tmp_path: Path) -> None:
    alone = []
    for count in range(1, 30):
        content = copy.deepcopy(SAMPLES[kind])
        paragraphs = [SENTENCE * 2] * count
        content["sections"] = [["内容", SENTENCE * count if kind == ANNOUNCEMENT else paragraphs]]
        content |= {key: empty for key, empty in {"qr": "", "qr_words": []}.items() if kind == RESULT_NOTICE}
        pages = map(words_of, typeset_pages(tmp_path, kind, content))
        signed = next(page for page in pages if "盖章处" in page)
        if not any(words in signed for words in (SENTENCE, "怎样核对")):
            alone.append(count)
    assert alone == []
