"""Closures: the clinic's own, and the public holidays that a location keeps (C75)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from frontdesk.domain.actor import Right
from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import checked_date, local_date
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.location import Location
from frontdesk.domain.schedule import Minute
from frontdesk.services import checks, holiday_rows, holidays
from frontdesk.services.affected import Affected
from frontdesk.services.archiving import Gone
from frontdesk.services.holidays import Country
from frontdesk.services.operations import Area, operation
from frontdesk.services.shut import touched_by
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class ClosureReply:
    """A closure as it was written, and the booked visits to come that it touches; they stay booked."""

    closure: Closure
    touched: tuple[Affected, ...] = ()


@dataclass(frozen=True, slots=True)
class HolidaysReply:
    """What a location keeps now, its rows by date, and the booked visits to come on those that are not struck out."""

    choice: HolidayChoice | None
    closures: tuple[Closure, ...] = ()
    touched: tuple[Affected, ...] = ()


class Closures(Area):
    """Operations on closures. Dates are the location's; times are minutes after midnight on its wall clock."""

    @operation("closures.list", right=Right.SEE)
    def list(
        self,
        *,
        location: Id | None = None,
        first: date | None = None,
        last: date | None = None,
        holidays: bool | Keep | None = KEEP,
        struck: bool = False,
    ) -> tuple[Closure, ...]:
        """List closures by date: those that hold at a location, between two dates, holidays alone or the others alone.

        Holidays that are struck out are left out unless asked for.
        """
        only = None if isinstance(holidays, Keep) or holidays is None else checks.yes_or_no(holidays, field="holidays")
        since = None if first is None else checked_date(first, field="first")
        until = None if last is None else checked_date(last, field="last")
        with_struck = checks.yes_or_no(struck, field="struck")
        with self._book.reading() as book:
            found = [
                c
                for c in book.all(Closure)
                if c.archived_at is None
                and (with_struck or not c.struck)
                and only in (None, c.holiday)
                and (location is None or c.location_id in (None, location))
                and (since is None or c.last >= since)
                and (until is None or c.first <= until)
            ]
        return tuple(sorted(found, key=_by_date))

    @operation("closures.create", right=Right.SETUP)
    def create(
        self,
        *,
        name: str,
        first: date,
        last: date | None = None,
        location: Id | None = None,
        start: Minute | None = None,
        end: Minute | None = None,
    ) -> ClosureReply:
        """Close a location, or all of them, from a first to a last date: whole days, or between two times on each."""
        with self._clinic.writing("closures.create", lambda: "Closure added") as work:
            _check_place(work, location)
            made = replace(
                _drafted(first, last, location, start, end),
                id=work.new_id(),
                name=checks.line(name, field="name", empty=False),
            )
            work.create(made)
            return ClosureReply(made, touched_by(work, work.now, (made,)))

    @operation("closures.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        name: str | Keep = KEEP,
        first: date | Keep = KEEP,
        last: date | Keep | None = KEEP,
        location: Id | Keep | None = KEEP,
        start: Minute | Keep | None = KEEP,
        end: Minute | Keep | None = KEEP,
    ) -> ClosureReply:
        """Change one of the clinic's own closures; a null last date is the first, no times are whole days."""
        with self._clinic.writing("closures.update", lambda: "Closure changed") as work:
            held = _own(checks.fresh(work.get(Closure, id), version, "closure"))
            place = kept(location, held.location_id)
            if place != held.location_id:
                _check_place(work, place)
            times = (kept(start, held.start), kept(end, held.end))
            after = replace(
                _drafted(kept(first, held.first), kept(last, held.last), place, *times),
                id=held.id,
                name=held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False),
                version=held.version,
            )
            return ClosureReply(work.replace(held, after), touched_by(work, work.now, (after,)))

    @operation("closures.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> Gone:
        """Delete one of the clinic's own closures; a holiday is struck out instead."""
        with self._clinic.writing("closures.delete", lambda: "Closure deleted") as work:
            work.remove(_own(checks.fresh(work.get(Closure, id), version, "closure")))
            return Gone(id, archived=False, uses=0)

    @operation("closures.touched", right=Right.SEE)
    def touched(
        self,
        *,
        first: date,
        last: date | None = None,
        location: Id | None = None,
        start: Minute | None = None,
        end: Minute | None = None,
    ) -> tuple[Affected, ...]:
        """List the booked visits to come that such a closure would touch; nothing is written."""
        with self._book.reading() as book:
            _check_place(book, location)
            return touched_by(book, self._clinic.clock(), (_drafted(first, last, location, start, end),))

    @operation("closures.countries", right=Right.SEE)
    def countries(self) -> tuple[Country, ...]:
        """List the countries whose public holidays are known, with their regions."""
        return holidays.countries()

    @operation("closures.holidays", right=Right.SEE)
    def holidays(self, *, location: Id) -> HolidayChoice | None:
        """Read which country's holidays a location keeps; null for none."""
        with self._book.reading() as book:
            book.get(Location, location)
            return book.find(HolidayChoice, location)

    @operation("closures.choose_holidays", right=Right.SETUP)
    def choose_holidays(
        self, *, location: Id, country: str | None, region: str | None = None, language: str | None = None
    ) -> HolidaysReply:
        """Close a location on the public holidays of a country or a region of it, this year and the next ten.

        Another choice takes the rows of the one before away, but for those on the same date with the same name: they
        stay, and stay struck out. A null country takes all away. Names are written in a language (`en`, `de_CH`)
        where they are known in it, else in the country's own; the same choice in another language gives the rows
        their other names and leaves struck what is struck.
        """
        if country is None and region is not None:
            raise Invalid("region_without_country", field="region", got=region, allowed="none without a country")
        spoken = None if language is None else checks.line(language, field="language")
        wanted = None if country is None else holidays.checked(country, region)
        words = "Public holidays taken away" if wanted is None else "Public holidays chosen"
        with self._clinic.writing("closures.choose_holidays", lambda: words) as work:
            place = _check_place(work, location)
            assert place is not None
            year = local_date(work.now, place.zone).year
            choice = holiday_rows.choose(work, place, wanted, year, spoken)
            rows = holiday_rows.held_at(work, place.id)
            return HolidaysReply(choice, tuple(sorted(rows, key=_by_date)), touched_by(work, work.now, rows))

    @operation("closures.strike", right=Right.SETUP)
    def strike(self, *, id: Id, version: int | None = None) -> Closure:
        """Strike a holiday out: the location works on it. Twice is harmless."""
        return self._struck(id, version, struck=True)

    @operation("closures.unstrike", right=Right.SETUP)
    def unstrike(self, *, id: Id, version: int | None = None) -> Closure:
        """Keep a holiday again that was struck out. Twice is harmless."""
        return self._struck(id, version, struck=False)

    @operation("closures.extend", right=Right.SETUP)
    def extend(self) -> tuple[Closure, ...]:
        """List holidays of further years wherever fewer than three lie ahead; the reply is what was added.

        Nothing is written while enough of them lie ahead. It is no step of anyone's work, so undo passes it by.
        """
        now = self._clinic.clock
        with self._book.reading() as book:
            if not any(holiday_rows.short_of_years(book, now())):
                return ()
        words = "Public holidays of further years added"
        with self._book.writing("closures.extend", actor="setup", now=now, words=lambda: words) as work:
            return tuple(sorted(holiday_rows.extend(work), key=_by_date))

    def _struck(self, id: Id, version: int | None, *, struck: bool) -> Closure:
        verb = "strike" if struck else "unstrike"
        words = "Holiday struck out" if struck else "Holiday kept again"
        with self._clinic.writing(f"closures.{verb}", lambda: words) as work:
            held = checks.fresh(work.get(Closure, id), version, "closure")
            if not held.holiday:
                raise Invalid("not_a_holiday", field="id", got=str(id), allowed="a public holiday")
            return work.replace(held, replace(held, struck=struck))


def _own(held: Closure) -> Closure:
    """Give a closure of the clinic's own; a holiday is the country's to change."""
    if held.holiday:
        raise Invalid("is_a_holiday", field="id", got=str(held.id), allowed="a closure that is no public holiday")
    return held


def _drafted(first: date, last: date | None, location: Id | None, start: Minute | None, end: Minute | None) -> Closure:
    since = checked_date(first, field="first")
    for name, minute in (("start", start), ("end", end)):
        if minute is not None:
            checks.whole(minute, field=name)
    return Closure(
        id=Id(0),
        name="",
        first=since,
        last=since if last is None else checked_date(last, field="last"),
        location_id=location,
        start=start,
        end=end,
    ).checked()


def _check_place(book: Reading, location: Id | None) -> Location | None:
    """Refuse a location that is unknown or archived."""
    if location is None:
        return None
    found = book.get(Location, location)
    if found.archived_at is not None:
        raise Invalid("archived", field="location", got=str(location), allowed="one that is not archived")
    return found


def _by_date(closure: Closure) -> tuple[date, date, Id]:
    return (closure.first, closure.last, closure.id)
