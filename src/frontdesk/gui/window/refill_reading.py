"""What is read of a free time while it is filled again: who fits, and how the offers stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.waitlist import EntryState

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.waitlist_rows import Fit, Freed, Waiting

# So many are shown; whoever has asked all of them asks the next.
MOST = 12


@dataclass(frozen=True, slots=True)
class Source:
    """A free time, or free seats of a class.

    `visit` is what has freed it, or the class, None for a gap that was there before; `free` says that it is free now
    by what was just done.
    """

    start: Instant
    end: Instant
    practitioner: Id | None
    visit: Id | None = None
    seats: int | None = None
    free: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """Who fits a free time, best first, and how many in all; and the entries that still have their offer."""

    source: Source | None
    fits: tuple[Fit, ...]
    total: int
    offered: tuple[Waiting, ...] = ()
    booked: tuple[Id, ...] = ()


def read_after(clinic: Clinic, visit: Id, *, moved: bool = False) -> Read:
    """Read what a visit has freed and who fits; of one that was only `moved` along, nothing."""
    found = clinic.waitlist.fits_after(appointment=visit, limit=MOST)
    freed = found.freed
    if freed is None or (moved and _is_nudge(clinic, visit, freed)):
        return Read(None, (), 0)
    return Read(source_of(freed), found.fits, found.total)


def source_of(freed: Freed) -> Source:
    """Take over what was freed."""
    return Source(freed.start, freed.end, freed.practitioner_id, freed.appointment_id, freed.seats, free=True)


def read_again(clinic: Clinic, source: Source, passed: Iterable[Id], offered: Iterable[Id]) -> Read:
    """Read anew who fits a time, and which of those that were offered it still are."""
    exclude = tuple(passed)
    if source.visit is not None:
        after = clinic.waitlist.fits_after(appointment=source.visit, exclude=exclude, limit=MOST)
        same = after.freed is not None and _is_within(after.freed, source)
        fits, total = (after.fits, after.total) if same else ((), 0)
    elif source.practitioner is not None:
        who, start, end = source.practitioner, source.start, source.end
        fits = clinic.waitlist.fits(start=start, end=end, practitioner=who, exclude=exclude, limit=MOST)
        total = len(fits)
    else:
        fits, total = (), 0
    rows = [row for row in (_row(clinic, one) for one in offered) if row is not None]
    booked = tuple(row.entry.id for row in rows if row.entry.state is EntryState.BOOKED)
    return Read(source, fits, total, tuple(row for row in rows if row.offered), booked)


def _is_within(freed: Freed, source: Source) -> bool:
    """Tell whether what a visit has freed is the time that is filled: after an undo it may be an older one."""
    if source.seats is not None:
        return True
    return freed.practitioner_id == source.practitioner and freed.start < source.end and source.start < freed.end


def _row(clinic: Clinic, entry: Id) -> Waiting | None:
    try:
        return clinic.waitlist.get(id=entry)
    except NotFound:
        return None


def _is_nudge(clinic: Clinic, visit: Id, freed: Freed) -> bool:
    """Tell whether a visit still stands beside what it has let go: then it was only put right."""
    held = clinic.appointments.get(id=visit).appointment
    same = held.practitioner_id == freed.practitioner_id
    return same and held.takes_time and held.start <= freed.end and freed.start <= held.end and freed.by != "shortened"
