"""A series date by date: what stands, what was changed, taken away or left out, and what could be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, LATEST, Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.repeat_plan import State, state_of
from frontdesk.domain.series import Series
from frontdesk.domain.series_table import SeriesRow, SeriesTable, Stands
from frontdesk.services.asking import Asked, question
from frontdesk.services.kept_times import KeptTimes
from frontdesk.services.repeat_times import SeriesTimes
from frontdesk.services.series import record
from frontdesk.services.series.members import Family
from frontdesk.services.series.rows import is_block, moment_named, moment_of
from frontdesk.services.series.times import AHEAD
from frontdesk.store.work import Familiar, Reading

# So many dates behind the horizon are shown of a series that goes on.
_SHOWN_AHEAD = 3
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class _Place:
    """One date: its key, its time by the rule, and its row."""

    key: str
    span: Interval
    row: Appointment | None = None


def series_of(book: Reading, id: Id) -> Series:
    """Give the series that an id names, its own or that of any of its visits."""
    found = book.find(Series, id)
    if found is not None:
        return found
    held = book.find(Appointment, id)
    series = None if held is None or held.series_id is None else book.find(Series, held.series_id)
    if series is None:
        raise NotFound("series", id)
    return series


def table_of(book: Reading, family: Family, kept: KeptTimes, now: int, page: int, size: int) -> SeriesTable:
    """Give one page of the dates of a series, and how many there are of each kind."""
    series, told = family.series, record.told_by(family.series)
    places = list(_places(family, now))
    stands = [_stands(series, family, place) for place in places]
    ends = all(rule.read.count or rule.read.until for rule in record.rules_of(series))
    first = (page - 1) * size
    some = [_row(family, place, how) for place, how in zip(places, stands, strict=True)][first : first + size]
    return SeriesTable(
        id=series.id,
        uid=series.uid,
        text=record.rule_of(series) or "",
        rules=tuple(rule.read for rule in record.rules_of(series)),
        added=tuple(record.instant_of(each.moment, told.master) for each in told.master.rdates),
        zone=series.zone,
        all_day=told.master.all_day,
        start=told.master.start,
        times=len(places) if ends else None,
        filled=series.filled,
        imported=series.imported,
        rows=_Judge(kept.look(book), family, kept, Instant(now)).judged(some),
        counts=dict(Counter(stands)),
        total=len(places),
        page=page,
        size=size,
    )


def _places(family: Family, now: int) -> Iterator[_Place]:
    """Give the dates in order: those of the rule, and rows that it does not name any more."""
    rows = {row.recurrence_id or "": row for row in family.rows}
    found = {each.key: _Place(each.key, each.span, rows.get(each.key)) for each in _due(family, now)}
    for key, row in rows.items():
        if key not in found:
            found[key] = _Place(key, Interval(moment_of(row), Instant(moment_of(row) + row.end - row.start)), row)
    yield from sorted(found.values(), key=lambda place: (place.span.start, place.key))


def _due(family: Family, now: int) -> Iterator[_Place]:
    """Give the dates of the rule: all of them where it ends, else some behind those that are filled."""
    series = family.series
    start = Instant((record.told_by(series).master.start if series.since is None else series.since) - DAY)
    last = max((moment_of(row) for row in family.rows), default=Instant(now))
    end = LATEST if series.filled is None else Instant(max(series.filled, last) + AHEAD)
    if series.filled is None and not all(r.read.count or r.read.until for r in record.rules_of(series)):
        end = Instant(last + 1)
    ahead = 0
    for each in record.due(series, Interval(start, end), limit=_MOST).occurrences:
        if series.since is not None and moment_named(each.key, series.zone) < series.since:
            continue
        ahead += series.filled is not None and moment_named(each.key, series.zone) >= series.filled
        if ahead > _SHOWN_AHEAD:
            return
        held = family.due.get(each.key, Interval(each.start, max(each.end, Instant(each.start + 1))))
        yield _Place(each.key, held)


def _stands(series: Series, family: Family, place: _Place) -> Stands:
    row = place.row
    if row is not None:
        if row.archived_at is not None:
            return Stands.ARCHIVED
        if row.status is Status.CANCELLED:
            return Stands.CANCELLED
        changed = family.is_exception(row) if series.imported or is_block(row) else bool(family.changed(row))
        return Stands.CHANGED if changed else Stands.AS_RULED
    if place.key in series.left_out:
        return Stands.LEFT_OUT
    behind = series.filled is not None and moment_named(place.key, series.zone) >= series.filled
    return Stands.AHEAD if behind else Stands.REMOVED


def _row(family: Family, place: _Place, how: Stands) -> SeriesRow:
    changed = () if place.row is None or how is Stands.AS_RULED else family.changed(place.row)
    return SeriesRow(
        key=place.key,
        date=local_date(place.span.start, family.series.zone),
        start=place.span.start,
        end=place.span.end,
        stands=how,
        visit=place.row,
        changed=changed,
    )


class _Judge:
    """Says how the coming dates of a series stand, each once, as the book is at one moment."""

    def __init__(self, book: Familiar, family: Family, kept: KeptTimes, now: Instant) -> None:
        self._book, self._family, self._kept, self._now = book, family, kept, now
        self._of_no_visit: SeriesTimes | None = None

    def judged(self, rows: Sequence[SeriesRow]) -> tuple[SeriesRow, ...]:
        """Say how each date stands."""
        return tuple(self._judged(row) for row in rows)

    def _judged(self, row: SeriesRow) -> SeriesRow:
        """Say how a coming date's time stands now, and where else it could be; of the past nobody asks."""
        model = row.visit or self._family.usual
        if model is None or is_block(model) or model.all_day or row.stands not in _ASKED:
            return row
        start = row.start if row.visit is None else row.visit.start
        if start <= self._now:
            return row
        times = self._times(model, row)
        found = times.standing(start, model.practitioner_id)
        state = state_of(found.reasons)
        if state is State.OK:
            return row if row.stands is not Stands.LEFT_OUT else replace(row, alternative=_itself(row, model))
        free = times.next_free(start, model.practitioner_id)
        return replace(row, state=state, reasons=found.reasons, alternative=free)

    def _times(self, model: Appointment, row: SeriesRow) -> SeriesTimes:
        """Give the times that a date may have; dates without a visit are asked for alike, as their neighbours are."""
        if row.visit is not None:
            # A visit is not in its own way.
            return self._asking({"visit": model.id, "ignore_date_range": True}, model)
        if self._of_no_visit is None or model.practitioner_id is None:
            self._of_no_visit = self._asking(_as_usual(model), model)
        return self._of_no_visit

    def _asking(self, sent: Asked, model: Appointment) -> SeriesTimes:
        asked = question(self._book, sent, self._now)
        return SeriesTimes(self._book, asked, self._kept, self._now, model.practitioner_id)


_ASKED = (Stands.AS_RULED, Stands.CHANGED, Stands.LEFT_OUT)


def _itself(row: SeriesRow, model: Appointment) -> Slot:
    """Give the time of a date that was left out and has become free since."""
    who = () if model.practitioner_id is None else (model.practitioner_id,)
    return Slot(row.start, row.end, who)


def _as_usual(model: Appointment) -> Asked:
    sent: Asked = {
        "calendar": model.calendar_id,
        "service": model.service_id,
        "variation": model.variation_id,
        "duration": model.end - model.start,
        "patient": model.patient_id,
        "location": model.location_id,
        "ignore_date_range": True,
    }
    if model.calendar_id is None and model.service_id is None:
        sent["practitioners"] = () if model.practitioner_id is None else (model.practitioner_id,)
    return sent
