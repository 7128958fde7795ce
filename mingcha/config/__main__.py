"""`python -m mingcha.config …` is the command `mingcha`."""

import sys

from mingcha.config.cli import main

sys.exit(main())
