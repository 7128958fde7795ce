"""Whoever is in the hall takes the announcement home by its code, and finds it on the public page again."""

import io
from typing import Any

import pytest
import segno
from django.test import Client

from mingcha.common.qr import qr_svg
from mingcha.draws.queries.ceremony import announcement_qr
from mingcha.draws.tests.county import Ceremony


def drawn_as(text: str) -> str:
    """The path that the library draws for this text."""
    stream = io.BytesIO()
    code = segno.make(text, error="m", micro=False, boost_error=False)
    code.save(stream, kind="svg", xmldecl=False, nl=False, omitsize=True, border=4, light="#fff")
    return stream.getvalue().decode().partition(' d="M')[2]


def test_the_hall_shows_the_code_of_the_announcement(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    client = Client()
    client.force_login(ceremony.county.bureau.people["enforcement"])
    page = client.get(f"/draws/{ceremony.sitting.pk}/").content.decode()
    words = f"明查抽取公告\n编号 {draw.draw_id}\n摘要 {draw.digest}"
    assert drawn_as(words) in page
    assert "style=" not in announcement_qr(draw)


def test_with_a_public_address_it_leads_to_the_public_page(ceremony: Ceremony, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://mc.example"
    draw = ceremony.announce()
    path = f"/public/draws/{ceremony.sitting.pk}/?check={draw.digest}"
    assert drawn_as(f"https://mc.example{path}") in announcement_qr(draw)
    assert "扫到的公告与本页相符" in Client().get(path).content.decode()


@pytest.mark.parametrize("digest", ["0" * 64, "x", "<script>"])
def test_a_digest_of_another_draw_is_said_not_to_belong_here(ceremony: Ceremony, digest: str) -> None:
    ceremony.announce()
    page = Client().get(f"/public/draws/{ceremony.sitting.pk}/", {"check": digest}).content.decode()
    assert "扫到的公告不在本页" in page
    assert "<script>" not in page


def test_a_page_that_was_not_scanned_says_nothing_of_it(ceremony: Ceremony) -> None:
    ceremony.announce()
    assert "扫到的公告" not in Client().get(f"/public/draws/{ceremony.sitting.pk}/").content.decode()


def test_a_label_is_escaped() -> None:
    assert "<b>" not in qr_svg("x", "<b>")
