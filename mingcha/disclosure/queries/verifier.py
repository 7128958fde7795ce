"""The program that verifies a draw on anybody's own machine: the library of the protocol as one file."""

import io
import zipfile
from functools import lru_cache
from pathlib import Path

import drawproof

MAIN = "import sys\n\nfrom drawproof.cli import main\n\nsys.exit(main())\n"
MADE = (1980, 1, 1, 0, 0, 0)


@lru_cache(maxsize=1)
def verifier_program() -> bytes:
    """`drawproof` as a file that Python runs, the same to the byte wherever it is made."""
    folder = Path(drawproof.__file__).parent
    sources = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in sources:
            name = path.relative_to(folder.parent).as_posix()
            archive.writestr(zipfile.ZipInfo(name, MADE), path.read_bytes(), zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("__main__.py", MADE), MAIN, zipfile.ZIP_STORED)
    return target.getvalue()
