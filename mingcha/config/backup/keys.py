"""The keys of a data folder in a file of their own: whoever finds the backup alone reads no sealed word, and
whoever finds the keys alone has nothing to open with them. Knows no Django."""

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from mingcha.common.errors import Refusal
from mingcha.config.data_folder import KEYS, DataFolder

FORMAT = "mingcha-keys/1"
TITLE = "不能恢复：密钥不对"


def key_mark(keys: Mapping[str, str]) -> str:
    """What a backup says of its keys: equal for equal ones, and of 256-bit keys it gives nothing away."""
    return hashlib.sha256("\n".join(keys[name] for name in KEYS).encode()).hexdigest()


def keys_in(folder: DataFolder) -> dict[str, str]:
    return {name: (folder.keys / f"{name}.key").read_text(encoding="ascii").strip() for name in KEYS}


def save_keys(path: Path, keys: Mapping[str, str]) -> bool:
    """Write them, readable for the owner only; False when the file has them already. `Refusal` when it holds
    something else."""
    if path.exists():
        if _parsed(path) == dict(keys):
            return False
        raise Refusal(
            "keys-differ",
            f"{path} 已经存在，内容不是这个数据目录的密钥。",
            title="不能备份：密钥文件已存在",
            remedy="请用 --keys 另指一个文件。",
        )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump({"format": FORMAT, "keys": dict(keys)}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return True


def read_keys(path: Path) -> dict[str, str]:
    """`Refusal` when the file is no file of keys."""
    if not path.is_file():
        raise Refusal(
            "no-keys",
            f"没有找到密钥文件 {path}。备份里不含密钥，没有它数据库中的密文打不开。",
            title=TITLE,
            remedy="请用 --keys 指明备份时另存的密钥文件。",
        )
    keys = _parsed(path)
    if keys is None:
        raise Refusal("not-keys", f"{path} 不是明查的密钥文件。", title=TITLE)
    return keys


def require_match(keys: Mapping[str, str], mark: str) -> None:
    if key_mark(keys) != mark:
        raise Refusal(
            "other-keys",
            "这个密钥文件属于另一个数据目录，打不开这份备份里的密文。没有恢复任何内容。",
            title=TITLE,
            remedy="请找出与这份备份同时另存的密钥文件。",
        )


def lay_keys(folder: Path, keys: Mapping[str, str]) -> None:
    """The keys as a data folder has them."""
    (folder / "keys").mkdir(mode=0o700)
    for name, key in keys.items():
        path = folder / "keys" / f"{name}.key"
        path.write_text(key + "\n", encoding="ascii")
        path.chmod(0o400)


def _parsed(path: Path) -> dict[str, str] | None:
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
        stored = json.loads(path.read_text(encoding="ascii"))
        keys = stored["keys"]
        whole = stored["format"] == FORMAT and keys.keys() == set(KEYS)
        if whole and all(len(bytes.fromhex(key)) == 32 for key in keys.values()):
            return dict(keys)
    return None
