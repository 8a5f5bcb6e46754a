"""Those who come along with a patient: a number of them or their names, as the calendar asks for (C55)."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.domain.appointment import MOST_GUESTS, Appointment
from frontdesk.domain.calendar import Calendar, Guests
from frontdesk.domain.errors import Invalid
from frontdesk.services import checks


def guests_of(calendar: Calendar | None, sent: int | Sequence[str] | None, held: Appointment) -> tuple[str, ...]:
    """Give the guests, an empty name for each who is only counted; without a calendar both ways are fine.

    A calendar that asks for no guests takes none, one that counts them no names, and one that asks for names a name
    of each. What a visit has already may stay.
    """
    found = guests_read(sent)
    if not found or calendar is None or found == held.guests:
        return found
    if calendar.guests is Guests.NONE:
        raise Invalid("guests_not_asked", field="guests", got=len(found), allowed="none in this calendar")
    if calendar.guests is Guests.COUNT and any(found):
        raise Invalid("guests_not_asked", field="guests", got=len(found), allowed="how many come along, no names")
    if calendar.guests is Guests.DETAILS and not all(found):
        raise Invalid("guest_names_needed", field="guests", got=len(found), allowed="the name of each")
    return found


def guests_read(sent: int | Sequence[str] | None) -> tuple[str, ...]:
    """Give the guests that were sent, an empty name for each of a number; anything else is invalid."""
    if sent is None:
        return ()
    if isinstance(sent, list | tuple):
        names = checks.many(sent, str, field="guests", allowed="a number or a list of names")
        _check_number(len(names))
        return tuple(checks.line(name, field=f"guests[{n}]") for n, name in enumerate(names))
    if isinstance(sent, bool) or not isinstance(sent, int):
        raise Invalid("wrong_type", field="guests", got=str(sent), allowed="a number or a list of names")
    _check_number(sent)
    return ("",) * sent


def _check_number(got: int) -> None:
    if not 0 <= got <= MOST_GUESTS:
        raise Invalid("too_many", field="guests", got=got, allowed=f"0 to {MOST_GUESTS}")
