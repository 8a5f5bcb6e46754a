"""What the filling of a free time says: which time it is, who could come and why, what has become of an offer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.domain.waitlist import Offer, WaitlistEntry
from frontdesk.gui.ground import waiting_told, wording
from frontdesk.gui.panes.refill_row import FitLine
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.gui.window.filling import Filling
    from frontdesk.services.waitlist_rows import Accepted

translate = QCoreApplication.translate


def title(filling: Filling, days: Days, showing: Showing) -> str:
    """Say what is free: 09:30–10:00 · Dr. Chen is free now; with the day where it is not the one that is shown.

    Where the best offer reaches out of what was freed, the time that it uses beyond is named with it.
    """
    source, best = filling.source, next(iter(filling.fits.values()), None)
    shown = days.board.days if days.board is not None and days.view == "day" else ()
    here = local_date(source.start, days.zone) in shown
    span = source.start, source.end, days.zone
    same = best is not None and best.practitioner_id == source.practitioner and source.seats is None
    if best is not None and same and best.start < source.end and source.start < best.end:
        span = min(source.start, best.start), max(source.end, best.end), days.zone
    when = wording.time_range(*span) if here else wording.when(*span)
    if source.seats is not None:
        one, several = translate("Refill", "A seat is free: %1"), translate("Refill", "%2 seats are free: %1")
        return wording.filled(one if source.seats == 1 else several, when, source.seats)
    name = showing.practitioner_name(source.practitioner)
    if not name:
        return translate("Refill", "%1 is free").replace("%1", when)
    now, long = translate("Refill", "%1 · %2 is free now"), translate("Refill", "%1 · %2 is free")
    return wording.filled(now if source.free else long, when, name)


def lines(filling: Filling, days: Days, showing: Showing, now: int) -> list[FitLine]:
    """Say all who could come."""
    return [_line(filling, one, days.zone, showing, now) for one in filling.people]


def _line(filling: Filling, entry: Id, zone: str, showing: Showing, now: int) -> FitLine:
    fit, row, offer = filling.fits.get(entry), filling.waiting.get(entry), filling.offers.get(entry)
    who = fit or row
    assert who is not None
    why = waiting_told.reasons(fit, now, zone) if fit is not None else ""
    if row is not None and fit is None:
        why = waiting_told.waited(row.entry.created_at, now, zone)
    span = offer or fit
    when = wording.time_range(span.start, span.end, zone) if span is not None else ""
    line = FitLine(
        entry,
        showing.covered(who.patient),
        "" if showing.mask else who.phone,
        " · ".join(part for part in (who.service, when) if part),
        why,
        "" if showing.mask else who.alert,
        "" if showing.mask else fit.note if fit is not None else row.entry.note if row is not None else "",
        told=filling.told.get(entry, ""),
    )
    return line if offer is None else replace(line, until=offer.until, ends=wording.clock(offer.until, zone))


def gone(offer: Offer, now: int) -> str:
    """Say why an offer holds no more."""
    if offer.until <= now:
        return translate("Refill", "The offer ran out")
    return translate("Refill", "Held for them no longer")


def offered(name: str, made: WaitlistEntry, zone: str) -> str:
    """Tell of an offer."""
    until = wording.clock(made.offer.until, zone) if made.offer is not None else ""
    return wording.filled(translate("Refill", "Held for %1 until %2"), name, until)


def accepted(name: str, done: Accepted, zone: str) -> str:
    """Tell of a visit that someone has come to, and of the time that they gave up for it."""
    made, freed = done.appointment, done.freed
    words = wording.filled(translate("Refill", "Booked: %1, %2"), name, wording.when(made.start, made.end, zone))
    if freed is None:
        return words
    given_up = translate("Refill", "%1 is free now").replace("%1", wording.moment(freed.start, zone))
    return f"{words} · {given_up}"


def declined(name: str) -> str:
    """Tell that someone cannot come."""
    return translate("Refill", "%1 cannot come").replace("%1", name)


def held_for(name: str) -> str:
    """Say that somebody else is asked already."""
    return translate("Refill", "It is held for %1. X: declined, and on to the next.").replace("%1", name)
