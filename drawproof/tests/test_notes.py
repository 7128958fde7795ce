"""Signed notes, checkpoints and cosignatures as C2SP writes them.

Vectors: the note of golang.org/x/mod/sumdb/note (note.go and note_test.go), which C2SP signed-note takes
over; a checkpoint of the log arche2025h1.staging.ct.transparency.dev cosigned by the witness remora.n621.de
in May 2026 (log and witness are operated in public; the keys are those they publish), for cosignature/v1.
"""

import base64

import pytest
from drawproof_cast import LOG_KEY, LOG_VKEY, ORIGIN, WITNESS, WITNESS_KEY, WITNESS_VKEY

from drawproof import DrawproofError, notes

GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2p"
    "ZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
GO_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
CT_LOG = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
CT_WITNESS = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
CT_NOTE = (
    "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n"
    "— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3u"
    "rbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n"
    "— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75"
    "MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
    "— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5X"
    "eU/zZ0WBxtqB0DrAWfBw==\n"
)
CHECKPOINT = notes.sign_checkpoint(ORIGIN, 7, bytes(range(32)), LOG_KEY)


def keys(*texts: str) -> list[notes.VerifierKey]:
    return [notes.parse_vkey(text) for text in texts]


def code_of(text: str, *vkeys: str) -> str:
    with pytest.raises(DrawproofError) as refused:
        notes.open_note(text, keys(*vkeys))
    return refused.value.code


def test_the_note_of_go_opens_and_is_signed_alike() -> None:
    note = notes.open_note(GO_NOTE, keys(GO_VKEY))
    assert note.verified[0].key.name == "PeterNeumann"
    key = notes.generate_key(GO_SEED)
    assert notes.format_vkey("PeterNeumann", key) == GO_VKEY
    assert base64.b64encode(note.verified[0].key.key_id + key.sign(note.text.encode())).decode() in GO_NOTE


def test_a_checkpoint_of_a_public_log_and_its_witness_opens() -> None:
    note = notes.open_note(CT_NOTE, keys(CT_LOG, CT_WITNESS))
    assert [(one.key.name, one.seconds) for one in note.verified] == [
        ("arche2025h1.staging.ct.transparency.dev", None),
        ("remora.n621.de", 1779573024),
    ]
    assert notes.parse_checkpoint(note.text).size == 1432088532


def test_a_changed_text_or_time_is_refused_for_both() -> None:
    assert code_of(CT_NOTE.replace("1432088532", "1432088533"), CT_LOG) == "note-signature"
    assert code_of(CT_NOTE.replace("1432088532", "1432088533"), CT_WITNESS) == "note-signature"
    assert code_of(CT_NOTE.replace("AAAABqEiEg", "AAAABqEiEh"), CT_WITNESS) == "note-signature"


def test_a_witness_adds_a_line_that_carries_its_time() -> None:
    text = notes.cosign(CHECKPOINT, WITNESS, 1772416740, WITNESS_KEY)
    note = notes.open_note(text, keys(LOG_VKEY, WITNESS_VKEY))
    assert [one.seconds for one in note.verified] == [None, 1772416740]
    assert text.startswith(CHECKPOINT)


def test_signatures_of_keys_that_were_not_given_are_left_alone() -> None:
    note = notes.open_note(notes.cosign(CHECKPOINT, WITNESS, 5, WITNESS_KEY), keys(LOG_VKEY))
    assert len(note.signatures) == 2
    assert len(note.verified) == 1


def test_a_note_that_no_given_key_signed_is_refused() -> None:
    assert code_of(CHECKPOINT, WITNESS_VKEY) == "note-unsigned"
    assert code_of(CHECKPOINT) == "note-unsigned"


def test_a_log_signature_is_no_cosignature_and_the_reverse() -> None:
    as_witness = notes.format_vkey(ORIGIN, LOG_KEY, notes.WITNESS)
    assert code_of(CHECKPOINT, as_witness) == "note-unsigned"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        "text\n\n",
        CHECKPOINT[:-1],
        CHECKPOINT + "\n",
        CHECKPOINT.replace("—", "-"),
        CHECKPOINT.replace("— ", "—  "),
        CHECKPOINT.replace("\n", "\r\n"),
        CHECKPOINT + "— a b c\n",
        CHECKPOINT + "— a+b AAAAAAAA\n",
        CHECKPOINT + "— a AAAA\n",
        CHECKPOINT + "— a AAAAAA=\n",
        CHECKPOINT + "— a AAAAAAB=\n",
        "a\tb\n\n" + CHECKPOINT.split("\n\n")[1],
        CHECKPOINT + "— a AAAAAAAA\n" * 80,
        "x" * 70000 + CHECKPOINT,
    ],
)
def test_a_note_in_another_form_is_refused(text: str) -> None:
    assert code_of(text, LOG_VKEY) == "note-form"


@pytest.mark.parametrize(
    "text",
    [
        "a\n1\n",
        "a\n01\nAAAA\n",
        "a\n1\nAAAA\n",
        "a\n-1\n" + "A" * 43 + "=\n",
        "a\n1\n" + "A" * 43 + "=\nextension\n",
        "a b\n1\n" + "A" * 43 + "=\n",
        "a\n1\n" + "A" * 42 + "B=\n",
    ],
)
def test_a_checkpoint_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(DrawproofError) as refused:
        notes.parse_checkpoint(text)
    assert refused.value.code == "checkpoint-form"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a+b",
        LOG_VKEY.upper(),
        LOG_VKEY + "=",
        " " + LOG_VKEY,
        LOG_VKEY.replace("office", "offices"),
        "a b+" + LOG_VKEY.split("+", 1)[1],
        GO_VKEY.replace("+AR", "+AQ"),
        GO_VKEY.replace("+AR", "+BR"),
    ],
)
def test_a_key_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(DrawproofError) as refused:
        notes.parse_vkey(text)
    assert refused.value.code == "key-form"


def test_a_key_of_a_type_nobody_knows_is_refused_though_its_id_is_right() -> None:
    text = notes.VerifierKey("office.example/log", 2, bytes(32)).text
    with pytest.raises(DrawproofError) as refused:
        notes.parse_vkey(text)
    assert refused.value.code == "key-form"


def test_a_damaged_signature_line_of_a_given_key_is_noticed() -> None:
    own = keys(LOG_VKEY)
    renamed = notes.read_note(CHECKPOINT.replace("— office", "— offics"))
    assert notes.near_miss(notes.verify_note(renamed, own), own) == own[0]
    whole = notes.verify_note(notes.read_note(CHECKPOINT), own)
    assert notes.near_miss(whole, own) is None
    assert notes.near_miss(whole, keys(WITNESS_VKEY)) is None
