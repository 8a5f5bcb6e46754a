"""Day, time and length as they are typed: read, or said to be unreadable, with what was typed left standing."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from frontdesk.domain.instants import MINUTE, Instant, at_minute, local_date, wall
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.booking_draft import Draft
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.dialogs.free_line import FreeLine
from frontdesk.gui.dialogs.locale_words import locale_words


class Times(Protocol):
    """The fields of a dialog, among them these three, which are `duration`, `day` and `start` by name."""

    fields: dict[str, Field[Any]]
    length: FreeLine
    day: FreeLine
    time: FreeLine


class WhenFields(QObject):
    """Reads the three fields.

    `length_given` carries milliseconds, `start_given` an instant, `day_given` a date whose earliest time is wanted.
    """

    length_given = Signal(object)
    start_given = Signal(object)
    day_given = Signal(object)

    def __init__(self, fields: Times) -> None:
        super().__init__(fields.length)
        self._fields = fields
        self._words = locale_words()
        self._zone = "UTC"
        self._today = self._first = date.min
        self._draft = Draft()
        fields.length.given.connect(self._length)
        fields.day.given.connect(self._day)
        fields.time.given.connect(self._time)
        for name, line in self._lines.items():
            line.replaced.connect(fields.fields[name].clear)

    def follow(self, draft: Draft, first: date, today: date, zone: str) -> None:
        """Know the draft that the fields show, and the day that is looked at while it has no time."""
        self._draft, self._first, self._today, self._zone = draft, first, today, zone

    def tell(self) -> bool:
        """Tell what is typed and not told yet; where something could not be read go there, and give False."""
        for line in self._lines.values():
            line.tell()
        wrong = next((line for name, line in self._lines.items() if self._fields.fields[name].is_wrong), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            wrong.selectAll()
        return wrong is None

    @property
    def _lines(self) -> dict[str, FreeLine]:
        return {"duration": self._fields.length, "day": self._fields.day, "start": self._fields.time}

    def _length(self, text: str) -> None:
        minutes = typed.length(text)
        if self._readable("duration", minutes, self.tr("Write it as 30, 45 min or 1 h 30.")) and minutes:
            self.length_given.emit(minutes * MINUTE)

    def _day(self, text: str) -> None:
        day = typed.day(text, self._today, self._words)
        if (
            not self._readable("day", day, self.tr("This is not a date. Write it as 18 Mar, fri, tomorrow or +7."))
            or day is None
        ):
            return
        time = self._draft.time
        if time is not None and self._draft.by_hand:
            clock = wall(time.start, self._zone)
            self.start_given.emit(at_minute(day, clock.hour * 60 + clock.minute, self._zone))
        else:
            self.day_given.emit(day)

    def _time(self, text: str) -> None:
        minute = typed.minute_of_day(text)
        if self._readable("start", minute, self.tr("Write it as 9, 930 or 11:30.")) and minute is not None:
            time = self._draft.time
            day = local_date(time.start, self._zone) if time is not None else self._first
            self.start_given.emit(Instant(at_minute(day, minute, self._zone)))

    def _readable(self, name: str, value: object, how: str) -> bool:
        field = self._fields.fields[name]
        if value is None:
            self._lines[name].refuse()
            field.say_wrong(how)
        else:
            self._lines[name].accept()
            field.clear()
        return value is not None
