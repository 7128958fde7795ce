"""Time as this system writes it: aware, in Chinese time, to the second."""

import datetime

from django.utils import timezone


def now() -> datetime.datetime:
    """This moment without microseconds, in the office's time zone."""
    return timezone.localtime(timezone.now()).replace(microsecond=0)


def today() -> datetime.date:
    return now().date()


def local_day(moment: datetime.datetime) -> datetime.date:
    """The day on which it was, in the office's time zone."""
    return timezone.localtime(moment).date()


def local_time(moment: datetime.datetime) -> datetime.datetime:
    """The same moment in the office's time zone."""
    return timezone.localtime(moment)


def day_begins(day: datetime.date) -> datetime.datetime:
    """The first moment of a day, in the office's time zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def wall_time(moment: datetime.datetime) -> str:
    """`2026-06-16 09:06` as the clock on the office's wall showed it, for sentences."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def wall_seconds(moment: datetime.datetime) -> str:
    """The same to the second."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"


def protocol_time(moment: datetime.datetime) -> str:
    """`YYYY-MM-DDThh:mm:ss+08:00` (drawproof/1, section 2)."""
    return timezone.localtime(moment).replace(microsecond=0).isoformat()
