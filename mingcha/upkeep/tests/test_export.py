"""How the registers are kept can be taken away as a workbook."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.registers.tests.cast import make_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "heading"), [("/upkeep/", "应当更新至迟"), ("/items/", "公布日期")], ids=["upkeep", "versions"]
)
def test_the_whole_list_comes_as_a_workbook(path: str, heading: str) -> None:
    bureau = make_office("fuping", "阜平试")
    client = Client()
    client.force_login(bureau.people[ENFORCEMENT])
    answer: Any = client.get(path, {"export": "1"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert heading in [cell.value for row in sheet.iter_rows() for cell in row]
