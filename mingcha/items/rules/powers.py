"""权责清单: its fields, and which power an item means. Pure."""

import re
import unicodedata

POWER_TITLES: dict[str, str] = {
    "code": "权力编码",
    "name": "权力事项名称",
    "kind": "权力类型",
    "basis": "设定依据",
    "body": "实施主体",
    "section_name": "承办股室",
    "duty": "责任事项",
    "note": "备注",
}
INSPECTION_KIND = "行政检查"
_PARTING = re.compile(r"[、，,；;\n]")


def compact(text: str) -> str:
    """One form of a code or a name: full-width as half-width, without spaces, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def named_powers(text: str) -> set[str]:
    """What an item names as its 权责清单事项, each a code or a name, several parted by 、 or ；. The
    whole text counts too, since a name may hold such a sign itself.

    >>> sorted(named_powers("１３０６-01 ；对采矿权的监督检查"))
    ['1306-01', '1306-01;对采矿权的监督检查', '对采矿权的监督检查']
    """
    return {compact(part) for part in _PARTING.split(text) if compact(part)} | (
        {compact(text)} if compact(text) else set()
    )


def is_inspection(kind: str) -> bool:
    """A power to inspect (行政检查, 监督检查); other powers need no item on the list."""
    return "检查" in kind
