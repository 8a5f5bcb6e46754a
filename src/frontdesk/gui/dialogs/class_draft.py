"""What a class is while it is made: a value that grows field by field, and what it asks of the book. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.service import Service
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.booking_draft import USUAL_LENGTH, Offer, Person, Place, matching
from frontdesk.gui.dialogs.repeats_draft import TableDraft


@dataclass(frozen=True, slots=True)
class Opening:
    """What the dialog is opened for: a time on the board, and the practitioner who was pointed at.

    `masked` says that no names are to be shown of visits that nobody asked for.
    """

    start: Instant
    practitioner: Id | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A class while it is made; `length` in milliseconds and `seats` are the service's where they are None.

    `practitioner` is who was asked for, None for whoever is free. `note` and `title` are what is typed, the title
    that of the service where nothing is.
    """

    service: Service | None = None
    title: str = ""
    practitioner: Id | None = None
    place: Place | None = None
    start: Instant | None = None
    length: int | None = None
    seats: int | None = None
    people: tuple[Person, ...] = ()
    repeat: RepeatRule | None = None
    note: str = ""

    @property
    def lasts(self) -> int:
        """Give its length."""
        if self.length is not None:
            return self.length
        return self.service.duration if self.service is not None else USUAL_LENGTH

    @property
    def places(self) -> int:
        """Give how many seats it has."""
        if self.seats is not None:
            return self.seats
        return self.service.max_attendees if self.service is not None else 1

    @property
    def name(self) -> str:
        """Give what it will be called."""
        return self.title.strip() or (self.service.name if self.service is not None else "")

    @property
    def offer(self) -> Offer:
        """Give what is given in it, as other dialogs know it."""
        return Offer(self.service)


def first_draft(opening: Opening, choices: Choices) -> Draft:
    """Give what the dialog begins with: the first service that is given to several at once, if there is any.

    Whoever was pointed at comes first; where they give none of those, it is whoever is free.
    """
    who = opening.practitioner
    several = [each for each in services(choices, "") if each.max_attendees > 1]
    theirs = [each for each in several if who is None or each.given_by(who)]
    return Draft(
        service=next(iter((*theirs, *several)), None),
        practitioner=who if theirs or not several else None,
        place=next(iter(choices.places), None),
        start=opening.start,
    )


def services(choices: Choices, text: str) -> list[Service]:
    """List the services that fit what was typed, those first that are given to several at once."""
    found = matching(text, {str(n): each.name for n, each in enumerate(choices.services)})
    fitting = [choices.services[int(n)] for n in found]
    return sorted(fitting, key=lambda each: each.max_attendees < 2)


def missing(draft: Draft) -> str | None:
    """Name the first field without which no class can be made."""
    if draft.service is None:
        return "service"
    return "start" if draft.start is None else None


def planning(draft: Draft, table: TableDraft) -> dict[str, Any]:
    """Write what `group_appointments.plan` and `group_appointments.create` are asked alike."""
    assert draft.service is not None
    assert draft.start is not None
    said: dict[str, Any] = {
        "service": draft.service.id,
        "start": draft.start,
        "end": None if draft.length is None else Instant(draft.start + draft.length),
        "max_attendees": draft.seats,
        "practitioner": draft.practitioner,
        "location": draft.place.location if draft.place is not None else None,
        "room": draft.place.room if draft.place is not None else None,
        "attendees": tuple(person.id for person in draft.people) or None,
        "repeat": draft.repeat,
        "policy": table.policy if draft.repeat is not None else None,
        "rows": table.rows() or None if draft.repeat is not None else None,
    }
    # A room that is not named is the first that is free, which null would forbid.
    return {name: value for name, value in said.items() if value is not None}


def creating(draft: Draft, table: TableDraft) -> dict[str, Any]:
    """Write the whole draft as the arguments of `group_appointments.create`."""
    return {**planning(draft, table), "title": draft.name, "notes": draft.note.strip() or None}
