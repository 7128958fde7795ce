"""Verify bundles in a process of its own, with limits: a stranger's file is parsed here and nowhere else.

`python -m mingcha.draws.rules.verification` reads one JSON object from standard input, `{"files": [{"name",
"content"}], "keys": [vkey]}` with contents in base64, and writes a list of reports. No Django, no disk."""

import base64
import json
import resource
import sys
from typing import Any

import drawproof

CPU_SECONDS = 20
MEMORY_BYTES = 1 << 30
FILE_BYTES = 20 * 1024 * 1024
FILES = 8


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    asked = json.load(sys.stdin)
    contents = [base64.b64decode(file["content"]) for file in asked["files"]]
    names = [file["name"] for file in asked["files"]]
    reports = [
        {"name": name, **_report(content, contents, asked["keys"])}
        for name, content in zip(names, contents, strict=True)
    ]
    json.dump(reports, sys.stdout, ensure_ascii=False)
    return 0


def _report(content: bytes, contents: list[bytes], keys: list[str]) -> dict[str, Any]:
    others = [other for other in contents if other is not content]
    report = drawproof.verify_bundle(content, keys=keys, others=others)
    return {**report.as_json(), "facts": report.facts}


if __name__ == "__main__":
    sys.exit(main())
