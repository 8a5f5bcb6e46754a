"""Moments on a clock: the end of a length, and the key that names an occurrence."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from frontdesk.domain.instants import SECOND, Instant
from frontdesk.ics.clocks import Clock, utc_wall
from frontdesk.ics.event import Moment
from frontdesk.ics.problems import Unreadable
from frontdesk.ics.values import Length, midnight, write_date, write_time


def after(length: Length, wall: datetime, clock: Clock, *, whole_days: bool) -> Instant:
    """Give the instant at which a length is over: days on the wall clock, the rest by the stopwatch."""
    try:
        later = wall + timedelta(days=length.days)
        if whole_days:
            return clock.at(midnight((later + timedelta(seconds=length.seconds + 86_399)).date()))
        return Instant(clock.at(later) + length.seconds * SECOND)
    except OverflowError as error:
        raise Unreadable("bad_duration", str(length)) from error


def key_of(moment: Moment) -> str:
    """Write the moment of an occurrence as its key: in UTC, or as a date."""
    if isinstance(moment, date):
        return write_date(moment)
    return write_time(utc_wall(moment), utc=True)
