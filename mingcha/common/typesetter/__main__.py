"""Reads one order from standard input, limits itself, answers one line of JSON for each content.

Order: {"files", "contents", "at", "fonts", "memory", "seconds"}. Answer: {"pdf": base64} or {"refused",
"line"}; a refusal ends it. The working folder is an empty one, and the root of what the template may read."""

import base64
import json
import re
import resource
import sys
from typing import Any

import typst

MAIN = "main.typ"
PLACE = re.compile(r"main\.typ:(\d+):\d+")


def _limit_self(memory: int, seconds: int) -> None:
    """Memory, processor time, no core file, no byte written to any file."""
    for what, bound in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (bound, bound))


def _answer(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _typeset(order: dict[str, Any], content: Any) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=True, font_paths=list(order["fonts"])
    )
    compiler = typst.Compiler(
        {path: text.encode() for path, text in order["files"].items()},  # type: ignore[type-var]  # missing in its stubs
        root=".",
        font_paths=fonts,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False, sort_keys=True)},
        package_path=".",
    )
    pdf = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=int(order["at"]))
    if not isinstance(pdf, bytes):
        raise TypeError("not one PDF")
    return pdf


def main() -> None:
    order = json.load(sys.stdin)
    _limit_self(int(order["memory"]), int(order["seconds"]))
    for content in order["contents"]:
        try:
            pdf = _typeset(order, content)
        except typst.TypstError as error:
            found = PLACE.search(error.diagnostic)
            _answer({"refused": error.message, "line": int(found[1]) if found else 0})
            return
        _answer({"pdf": base64.b64encode(pdf).decode("ascii")})


if __name__ == "__main__":
    main()
