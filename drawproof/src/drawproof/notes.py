"""Signed notes, checkpoints and cosignatures of C2SP (signed-note, tlog-checkpoint, tlog-cosignature v1).

A checkpoint is signed text::

    office.example/log
    42
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
    (an empty line)
    — office.example/log Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurm…

origin, decimal size, base64 root, one empty line, then one line for each signature: em dash, space, key
name, space, base64 of key id (4 bytes) and signature. The log signs the text; a witness signs
``"cosignature/v1\\ntime SECONDS\\n"`` and the text, and its signature carries the seconds (8 bytes) before
the Ed25519 signature. The key id is SHA-256(name ‖ LF ‖ type ‖ public key)[:4]; type 1 is a log's Ed25519
key, type 4 a witness's. A verifier key is ``name+keyid+base64(type ‖ public key)``.

>>> key = generate_key(bytes(32))
>>> vkey = format_vkey("office.example/log", key)
>>> vkey
'office.example/log+96533f18+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
>>> note = sign_checkpoint("office.example/log", 1, bytes(32), key)
>>> open_note(note, [parse_vkey(vkey)]).text.splitlines()[1]
'1'
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from drawproof.errors import DrawproofError

LOG, WITNESS = 1, 4
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f-\x9f]{1,200}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_MOST_BYTES, _MOST_SIGNATURES = 65536, 64
_LONGEST_TIME = 2**63


@dataclass(frozen=True)
class VerifierKey:
    """A public key with its name; ``kind`` is ``LOG`` or ``WITNESS``."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The key as a line of text."""
        return f"{self.name}+{self.key_id.hex()}+{_encode(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True)
class Signature:
    """One signature line, not yet verified."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True)
class Verified:
    """A signature that verifies; ``seconds`` since 1970 for a witness's, ``None`` for a log's."""

    key: VerifierKey
    seconds: int | None


@dataclass(frozen=True)
class Note:
    """The text of a note with its signatures; ``verified`` those by the keys that were given."""

    text: str
    signatures: tuple[Signature, ...]
    verified: tuple[Verified, ...] = ()


@dataclass(frozen=True)
class Checkpoint:
    """The state of a log: its name, how many entries, the root hash."""

    origin: str
    size: int
    root: bytes


def generate_key(random: bytes) -> Ed25519PrivateKey:
    """The private key made of 32 random bytes that the caller drew."""
    return Ed25519PrivateKey.from_private_bytes(random)


def format_vkey(name: str, private_key: Ed25519PrivateKey, kind: int = LOG) -> str:
    """The verifier key that belongs to a private key."""
    return VerifierKey(_check_name(name), kind, private_key.public_key().public_bytes_raw()).text


def parse_vkey(text: str) -> VerifierKey:
    """Read a verifier key; refuses another form, type or key id."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise DrawproofError("key-form")
    content = _decode(parts[2], "key-form")
    if len(content) != 33 or content[0] not in {LOG, WITNESS}:
        raise DrawproofError("key-form")
    key = VerifierKey(_check_name(parts[0]), content[0], content[1:])
    if key.text != text:
        raise DrawproofError("key-form")
    return key


def sign_checkpoint(origin: str, size: int, root: bytes, private_key: Ed25519PrivateKey) -> str:
    """A checkpoint signed by its log; the key's name is the origin."""
    text = f"{_check_name(origin)}\n{size}\n{_encode(root)}\n"
    key = VerifierKey(origin, LOG, private_key.public_key().public_bytes_raw())
    return f"{text}\n{_line(key, private_key.sign(text.encode()))}"


def cosign(note: str, name: str, seconds: int, private_key: Ed25519PrivateKey) -> str:
    """The note with one more line: a witness saw it at ``seconds`` since 1970."""
    key = VerifierKey(_check_name(name), WITNESS, private_key.public_key().public_bytes_raw())
    message = _cosigned(read_note(note).text, seconds)
    return note + _line(key, seconds.to_bytes(8, "big") + private_key.sign(message))


def read_note(text: str) -> Note:
    """Read a note strictly, verifying nothing."""
    if len(text) > _MOST_BYTES or _CONTROL.search(text) or "\n\n" not in text or not text.endswith("\n"):
        raise DrawproofError("note-form")
    body, _, tail = text.rpartition("\n\n")
    lines = tail.split("\n")[:-1]
    if not lines or len(lines) > _MOST_SIGNATURES:
        raise DrawproofError("note-form")
    return Note(body + "\n", tuple(map(_signature, lines)))


def open_note(text: str, keys: Iterable[VerifierKey]) -> Note:
    """Read a note and verify it; refuses a bad signature of a given key, and a note no given key signed."""
    note = verify_note(read_note(text), keys)
    if not note.verified:
        raise DrawproofError("note-unsigned")
    return note


def verify_note(note: Note, keys: Iterable[VerifierKey]) -> Note:
    """The note with the signatures of the given keys verified; signatures of other keys are left alone."""
    known = {(key.name, key.key_id): key for key in keys}
    pairs = [(known.get((line.name, line.key_id)), line) for line in note.signatures]
    verified = [_verify(note.text, key, line) for key, line in pairs if key is not None]
    return Note(note.text, note.signatures, tuple(verified))


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a note: exactly origin, size and root."""
    lines = text.split("\n")
    if len(lines) != 4 or not _SIZE.fullmatch(lines[1]):
        raise DrawproofError("checkpoint-form")
    root = _decode(lines[2], "checkpoint-form")
    if len(root) != 32 or not _NAME.fullmatch(lines[0]):
        raise DrawproofError("checkpoint-form")
    return Checkpoint(lines[0], int(lines[1]), root)


def near_miss(note: Note, keys: Sequence[VerifierKey]) -> VerifierKey | None:
    """A given key that signed nothing here although a line bears its name or its id: a damaged line."""
    signed = {one.key for one in note.verified}
    for key in keys:
        near = any(line.name == key.name or line.key_id == key.key_id for line in note.signatures)
        if near and key not in signed:
            return key
    return None


def _signature(line: str) -> Signature:
    dash, name, value = ([*line.split(" "), "", ""])[:3]
    if dash != "—" or line != f"— {name} {value}" or not _NAME.fullmatch(name):
        raise DrawproofError("note-form")
    content = _decode(value, "note-form")
    if len(content) < 5:
        raise DrawproofError("note-form")
    return Signature(name, content[:4], content[4:])


def _verify(text: str, key: VerifierKey, line: Signature) -> Verified:
    value, message, seconds = line.value, text.encode(), None
    if key.kind == WITNESS:
        seconds = int.from_bytes(value[:8], "big")
        value, message = value[8:], _cosigned(text, seconds)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(value, message)
    except InvalidSignature as error:
        raise DrawproofError("note-signature", name=key.name) from error
    return Verified(key, seconds)


def _cosigned(text: str, seconds: int) -> bytes:
    if not 0 <= seconds < _LONGEST_TIME:
        raise DrawproofError("note-form")
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _line(key: VerifierKey, signature: bytes) -> str:
    return f"— {key.name} {_encode(key.key_id + signature)}\n"


def _check_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise DrawproofError("key-form")
    return name


def _encode(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _decode(text: str, code: str) -> bytes:
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise DrawproofError(code) from error
    if _encode(content) != text:
        raise DrawproofError(code)
    return content
