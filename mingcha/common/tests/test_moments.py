"""Time as the protocol writes it."""

import datetime

from mingcha.common import moments


def test_now_is_aware_chinese_and_whole() -> None:
    now = moments.now()
    assert now.utcoffset() == datetime.timedelta(hours=8)
    assert now.microsecond == 0


def test_protocol_time_has_seconds_and_offset_whatever_zone_it_came_from() -> None:
    moment = datetime.datetime(2026, 3, 1, 16, 5, 59, 999999, tzinfo=datetime.UTC)
    assert moments.protocol_time(moment) == "2026-03-02T00:05:59+08:00"


def test_today_is_the_day_in_china() -> None:
    assert moments.today() == moments.now().date()
