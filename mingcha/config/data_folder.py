"""The one folder that holds everything an installation must keep: database, media, keys.

Missing parts are made on first use; keys are files of mode 0400 and never enter the database or a log."""

import contextlib
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

DEMO_MARK = "DEMO"
KEYS = ("django", "data", "index", "log")


@dataclass(frozen=True)
class DataFolder:
    """Paths and keys below `root`. Reading a key that does not exist makes it once."""

    root: Path

    def __post_init__(self) -> None:
        for folder in (self.root, self.keys, self.media, self.uploads, self.works):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def database(self) -> Path:
        return self.root / "mingcha.sqlite3"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def works(self) -> Path:
        """How far imports that are under way have come; of no use afterwards."""
        return self.root / "works"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def is_demo(self) -> bool:
        """A demo folder is marked by a file, so that fiction can never pass for a real office."""
        return (self.root / DEMO_MARK).exists()

    def mark_demo(self) -> None:
        (self.root / DEMO_MARK).write_text("fictitious data only\n", encoding="ascii")

    def missing_keys(self) -> list[str]:
        """Names of keys that are not there (yet)."""
        return [name for name in KEYS if not (self.keys / f"{name}.key").exists()]

    def make_keys(self) -> None:
        """Make every key that is missing."""
        for name in KEYS:
            self._key(name)

    @cached_property
    def django_secret(self) -> str:
        return self._key("django").hex()

    @cached_property
    def data_key(self) -> bytes:
        """AES-256-GCM key of the encrypted fields."""
        return self._key("data")

    @cached_property
    def index_key(self) -> bytes:
        """HMAC key of the exact-search columns, apart from the data key."""
        return self._key("index")

    @cached_property
    def log_key(self) -> bytes:
        """Ed25519 seed with which the office signs checkpoints of its log."""
        return self._key("log")

    def _key(self, name: str) -> bytes:
        path = self.keys / f"{name}.key"
        if not path.exists():
            _write_once(path, secrets.token_bytes(32))
        return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _write_once(path: Path, key: bytes) -> None:
    """Two processes that start together keep the first one's key: a link never replaces a file."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.write_text(key.hex() + "\n", encoding="ascii")
    draft.chmod(0o400)
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
