"""Times with an offset, compared as instants.

>>> parse_time("2026-03-02T09:00:00+08:00", "at") == parse_time("2026-03-02T01:00:00+00:00", "at")
True
"""

import re
from datetime import datetime

from drawproof.errors import DrawproofError

_HOUR, _SIXTY = "(?:[01][0-9]|2[0-3])", "[0-5][0-9]"
_TIME = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_HOUR}:{_SIXTY}:{_SIXTY}\+{_HOUR}:{_SIXTY}")


def parse_time(value: object, where: str) -> datetime:
    """``YYYY-MM-DDThh:mm:ss+hh:mm`` as an aware time; a day or hour that does not exist is refused."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise DrawproofError("time-form", where=where)
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise DrawproofError("time-form", where=where) from error


def format_time(moment: datetime) -> str:
    """The protocol's text of an aware time with whole seconds and an offset that is not negative."""
    text = moment.isoformat()
    parse_time(text, "time")
    return text
