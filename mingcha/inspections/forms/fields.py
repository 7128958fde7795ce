"""Fields of this room."""

import re
import unicodedata
from datetime import time
from typing import Any

from django import forms

CLOCK = re.compile(r"([01]?\d|2[0-3])[:.时]?([0-5]\d)分?")


class ClockField(forms.CharField):
    """A time of day as people write it (9:30, 9：30, 0930, 9时30分); None when empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 8)
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "numeric", "placeholder": "例如9:30", "class": "mc-clock"}

    def clean(self, value: Any) -> time | None:
        text = unicodedata.normalize("NFKC", super().clean(value)).replace(" ", "")
        if not text:
            return None
        found = CLOCK.fullmatch(text)
        if found is None:
            raise forms.ValidationError("请写成9:30这样的时刻。")
        return time(int(found[1]), int(found[2]))
