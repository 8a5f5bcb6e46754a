"""Who asks, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.errors import Forbidden


class Right(StrEnum):
    """One thing that an actor may or may not do."""

    SEE = "see"
    BOOK = "appointment.book"
    MOVE = "appointment.move"
    STATUS = "appointment.status"
    CANCEL = "appointment.cancel"
    DELETE = "appointment.delete"
    OVERBOOK = "appointment.overbook"
    PEOPLE = "people.edit"
    SETUP = "clinic.setup"
    IMPORT = "ics.import"
    EXPORT = "ics.export"
    UNDO = "history.undo"


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of rights."""

    name: str
    rights: frozenset[Right]


RECEPTION = Role("reception", frozenset(Right))
AUDITOR = Role("auditor", frozenset({Right.SEE}))
ROLES = {role.name: role for role in (RECEPTION, AUDITOR)}


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who is signed in. `id` goes into every record of a change; `name` is shown."""

    id: str
    name: str
    role: Role

    def require(self, right: Right) -> None:
        """Refuse when the actor lacks a right."""
        if right not in self.role.rights:
            raise Forbidden("right_missing", right=right.value, actor=self.id)


FRONT_DESK = Actor("front-desk", "Front desk", RECEPTION)
# What is written in nobody's name, such as that a hold has run out.
ITSELF = "frontdesk"


def called(id: str) -> str:
    """Give the name that is shown for the id of an actor."""
    return FRONT_DESK.name if id == FRONT_DESK.id else id.replace("-", " ").capitalize()
