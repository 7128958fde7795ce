"""Prints every paper as pictures, to be looked at: `.venv/bin/python -m tests.manual.papers FOLDER`.

Each kind of `mingcha/papers/rules/samples.py` from its shipped template, a PNG for each page, named after the
kind. Needs poppler's `pdftoppm`."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

DAY = datetime.date(2026, 6, 16)
DOTS = "70"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.settings")
    import django

    django.setup()
    from mingcha.common.papers import typeset
    from mingcha.papers.rules.kinds import KINDS
    from mingcha.papers.rules.samples import SAMPLES

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for kind, content in SAMPLES.items():
        pdf = folder / f"{kind}.pdf"
        pdf.write_bytes(typeset(KINDS[kind].template, content, on=DAY))
        subprocess.run(["pdftoppm", "-r", DOTS, "-png", pdf, folder / kind], check=True)
        sys.stdout.write(f"{KINDS[kind].title}: {pdf}\n")


if __name__ == "__main__":
    main()
