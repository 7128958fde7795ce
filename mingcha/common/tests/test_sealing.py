"""Personal data at rest: opens only with the key and only where it was sealed."""

from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from mingcha.common.sealing import WrongKey, fingerprint, mask_name, mask_phone, seal, unseal
from mingcha.config.data_folder import DataFolder

ROW = UUID("00000000-0000-0000-0000-000000000001")
PLACE = {"table": "accounts_person", "column": "phone"}


def test_what_was_sealed_opens_in_its_place() -> None:
    assert unseal(seal("13812341234", **PLACE, row=ROW), **PLACE, row=ROW) == "13812341234"


def test_the_same_value_is_never_sealed_alike() -> None:
    assert seal("张三", **PLACE, row=ROW) != seal("张三", **PLACE, row=ROW)


def test_nothing_of_the_value_shows() -> None:
    assert "13812341234" not in seal("13812341234", **PLACE, row=ROW)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"table": "registers_holder", "column": "phone", "row": ROW},
        {"table": "accounts_person", "column": "name", "row": ROW},
        {"table": "accounts_person", "column": "phone", "row": uuid4()},
    ],
    ids=["table", "column", "row"],
)
def test_a_value_moved_elsewhere_does_not_open(elsewhere: dict[str, object]) -> None:
    with pytest.raises(WrongKey):
        unseal(seal("13812341234", **PLACE, row=ROW), **elsewhere)  # type: ignore[arg-type]


def test_another_key_does_not_open_it(settings: Settings) -> None:
    sealed = seal("13812341234", **PLACE, row=ROW)
    settings.DATA = DataFolder(settings.DATA.root / "another")
    with pytest.raises(WrongKey):
        unseal(sealed, **PLACE, row=ROW)


@pytest.mark.parametrize("spoilt", ["", "rubbish", "intl:1:", "intl:1:AAAA", "intl:1:啊", "intl:9:AAAA"])
def test_what_is_no_sealed_text_is_refused_as_such(spoilt: str) -> None:
    if spoilt == "":
        assert unseal(spoilt, **PLACE, row=ROW) == ""
        return
    with pytest.raises(WrongKey):
        unseal(spoilt, **PLACE, row=ROW)


def test_every_changed_character_is_noticed() -> None:
    sealed = seal("张三", **PLACE, row=ROW)
    for at in range(len("intl:1:"), len(sealed) - 1):
        other = "A" if sealed[at] != "A" else "B"
        with pytest.raises(WrongKey):
            unseal(sealed[:at] + other + sealed[at + 1 :], **PLACE, row=ROW)


def test_empty_stays_empty() -> None:
    assert seal("", **PLACE, row=ROW) == ""
    assert fingerprint("") == ""


@pytest.mark.parametrize(
    "same", ["13812341234", " 138 1234 1234 ", "１３８１２３４１２３４", "138\u30001234\u30001234"]
)
def test_spellings_of_one_value_have_one_fingerprint(same: str) -> None:
    assert fingerprint(same) == fingerprint("13812341234")
    assert len(fingerprint(same)) == 32


def test_fingerprints_depend_on_the_key(settings: Settings) -> None:
    before = fingerprint("13812341234")
    settings.DATA = DataFolder(settings.DATA.root / "another")
    assert fingerprint("13812341234") != before


@pytest.mark.parametrize(
    ("name", "masked"), [("", ""), ("张", "张"), ("张三", "张*"), ("欧阳明", "欧*明"), ("欧阳小明", "欧**明")]
)
def test_a_masked_name_keeps_its_ends(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("", ""), ("1", "1"), ("12", "12"), ("7221234", "*****34"), ("03127221234", "031****1234"),
     ("13812341234", "138****1234")],
)  # fmt: skip
def test_a_masked_phone_keeps_its_ends(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked
