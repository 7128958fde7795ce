"""Every changed bundle is refused: bits, files, orders, and files of another valid bundle (section 8)."""

import pytest
from drawproof_cast import (
    EVENT_SECONDS,
    KEYS,
    LOG_KEY,
    WITNESS,
    WITNESS_KEY,
    WITNESS_VKEY,
    Held,
    Office,
    failures,
    register,
    repack,
)

from drawproof import DrawproofError, notes, pack, unpack, verify_bundle


def small_office() -> tuple[Office, Held]:
    office = Office()
    files = {"frame.csv": b"unit,stratum\nU1,s\nU2,s\nU3,s\n", "excluded.csv": b"unit,reason\n"}
    rule = {"strata": {"s": {"ratio": "1/3", "at_least": 1, "reserve": 1}}}
    return office, office.record(office.hold(files, rule=rule, title="", notes={}), [b"film"])


@pytest.fixture(scope="module")
def bundle() -> bytes:
    office, held = small_office()
    data = office.bundle(held)
    assert verify_bundle(data, keys=KEYS).verdict == "proved"
    return data


def flips(content: bytes, every: bool) -> list[bytes]:
    """The content with one bit flipped, at each byte one bit or all eight."""
    found = []
    for position in range(len(content)):
        for bit in range(8) if every else [position % 8]:
            changed = bytearray(content)
            changed[position] ^= 1 << bit
            found.append(bytes(changed))
    return found


def test_every_flipped_bit_of_the_bundle_is_refused(bundle: bytes) -> None:
    for changed in flips(bundle, every=True):
        with pytest.raises(DrawproofError):
            unpack(changed)
    for changed in flips(bundle, every=False)[::50]:
        assert list(failures(verify_bundle(changed, keys=KEYS))) == ["form"]


def check_flips(bundle: bytes, every: bool) -> None:
    """Flip bits inside each file and pack it anew, so that the container is whole again."""
    contents = unpack(bundle)
    for name, content in contents.items():
        for changed in flips(content, every):
            report = verify_bundle(pack({**contents, name: changed}), keys=KEYS)
            assert report.verdict == "refused", (name, changed)


def test_a_flipped_bit_in_any_byte_of_any_file_is_refused_though_packed_anew(bundle: bytes) -> None:
    check_flips(bundle, every=False)


@pytest.mark.full
def test_every_flipped_bit_of_every_file_is_refused_though_packed_anew(bundle: bytes) -> None:
    check_flips(bundle, every=True)


@pytest.mark.full
def test_every_flipped_bit_of_an_assignment_is_refused_though_packed_anew() -> None:
    office = Office()
    held = office.assign(office.hold(register()))
    check_flips(office.bundle(held), every=True)


def test_each_file_left_out_emptied_or_lengthened_is_refused(bundle: bytes) -> None:
    contents = unpack(bundle)
    for name in contents:
        without = {other: content for other, content in contents.items() if other != name}
        for changed in (without, {**contents, name: b""}, {**contents, name: contents[name] + b"\n"}):
            assert verify_bundle(pack(changed), keys=KEYS).verdict == "refused", name


def test_two_files_swapped_are_refused(bundle: bytes) -> None:
    contents = unpack(bundle)
    for one in contents:
        for other in contents:
            if one < other:
                changed = {**contents, one: contents[other], other: contents[one]}
                assert verify_bundle(pack(changed), keys=KEYS).verdict == "refused", (one, other)


def test_a_file_of_another_valid_bundle_is_refused(bundle: bytes) -> None:
    office = Office()
    foreign = unpack(office.bundle(office.hold(register())))
    contents = unpack(bundle)
    for name in contents:
        if name in foreign and foreign[name] != contents[name]:
            data = pack({**contents, name: foreign[name]})
            assert verify_bundle(data, keys=KEYS).verdict == "refused", name


def test_lines_of_the_result_swapped_are_refused(bundle: bytes) -> None:
    lines = unpack(bundle)["result.csv"].splitlines(keepends=True)
    changed = b"".join([lines[0], lines[2], lines[1]])
    assert failures(verify_bundle(repack(bundle, result__csv=changed)))["result"] == "result-differs"


def test_a_file_the_protocol_does_not_know_is_refused(bundle: bytes) -> None:
    assert failures(verify_bundle(repack(bundle, readme__txt=b"x"))) == {"form": "file-unknown"}
    assert "announcement" in failures(verify_bundle(repack(bundle, teams__csv=b"x")))


def test_a_malformed_table_is_refused_with_its_line(bundle: bytes) -> None:
    data = repack(bundle, frame__csv=b"unit,stratum\nU1,s\nU3,s\nU2,s\n")
    step = next(step for step in verify_bundle(data).steps if step.step == "files")
    assert (step.status, step.code) == ("fail", "csv-order")
    assert step.words.startswith("frame.csv第4行：")


def test_the_witnessed_checkpoint_cannot_be_dropped_halfway(bundle: bytes) -> None:
    data = repack(bundle, checkpoint_announced__txt=None)
    assert failures(verify_bundle(data)) == {"order": "order-incomplete"}
    text = unpack(bundle)["log.txt"]
    data = repack(bundle, log__txt=text[: text.index(b"announced 0")])
    assert failures(verify_bundle(data)) == {"order": "order-incomplete"}


def test_the_witnessed_place_of_the_announcement_must_be_its_own(bundle: bytes) -> None:
    text = unpack(bundle)["log.txt"].replace(b"announced 0", b"announced 1")
    data = repack(bundle, log__txt=text)
    assert failures(verify_bundle(data, keys=KEYS)) == {"order": "order-incomplete"}


def test_a_witnessed_checkpoint_of_another_log_is_refused(bundle: bytes) -> None:
    early = notes.parse_checkpoint(notes.read_note(unpack(bundle)["checkpoint-announced.txt"].decode()).text)
    other = notes.sign_checkpoint("other.example/log", early.size, early.root, LOG_KEY)
    cosigned = notes.cosign(other, WITNESS, EVENT_SECONDS - 60, WITNESS_KEY)
    data = repack(bundle, checkpoint_announced__txt=cosigned.encode())
    assert failures(verify_bundle(data, keys=[WITNESS_VKEY])) == {"order": "order-incomplete"}
