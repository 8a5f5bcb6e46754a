"""Practitioners: who sees patients (C76)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.names import words_of
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services import checks
from frontdesk.services.archiving import Shelf
from frontdesk.services.operations import operation

# Hues that stay apart for the eye, dealt out in turn.
HUES = (215, 160, 28, 190, 340, 290, 95, 50, 255, 5, 130, 310)


class Practitioners(Shelf[Practitioner]):
    """Operations on practitioners."""

    kind = Practitioner
    noun = "practitioner"

    @operation("practitioners.list", right=Right.SEE)
    def list(self, *, archived: bool = False) -> tuple[Practitioner, ...]:
        """List practitioners in the order of their columns; archived ones only when asked for."""
        return tuple(sorted(self._listed(archived), key=lambda p: (p.position, p.id)))

    @operation("practitioners.search", right=Right.SEE)
    def search(self, *, text: str, limit: int = 20) -> tuple[Practitioner, ...]:
        """Find practitioners by the beginnings of words in name and speciality."""
        checks.page(1, limit)
        wanted = words_of(text)
        found = [
            p
            for p in self.list()
            if all(any(w.startswith(t) for w in words_of(f"{p.name} {p.speciality}")) for t in wanted)
        ]
        return tuple(found[:limit])

    @operation("practitioners.get", right=Right.SEE)
    def get(self, *, id: Id) -> Practitioner:
        """Read one practitioner."""
        return self._got(id)

    @operation("practitioners.create", right=Right.PEOPLE)
    def create(
        self,
        *,
        name: str,
        speciality: str = "",
        email: str = "",
        phone: str = "",
        hue: int | None = None,
        position: int | None = None,
    ) -> Practitioner:
        """Add a practitioner at the end of the columns; without a hue one is dealt out."""
        with self._clinic.writing("practitioners.create", lambda: "Practitioner added") as work:
            held = work.all(Practitioner)
            at = max((p.position for p in held), default=-1) + 1 if position is None else checks.position(position)
            made = Practitioner(
                id=work.new_id(),
                name=checks.line(name, field="name", empty=False),
                speciality=checks.line(speciality, field="speciality"),
                email=checks.line(email, field="email"),
                phone=checks.line(phone, field="phone"),
                hue=_checked_hue(HUES[len(held) % len(HUES)] if hue is None else hue),
                position=at,
            )
            work.create(made)
            return made

    @operation("practitioners.update", right=Right.PEOPLE)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        name: str | Keep = KEEP,
        speciality: str | Keep | None = KEEP,
        email: str | Keep | None = KEEP,
        phone: str | Keep | None = KEEP,
        hue: int | Keep = KEEP,
        position: int | Keep = KEEP,
    ) -> Practitioner:
        """Change a practitioner; what is left out stays, null clears."""
        with self._clinic.writing("practitioners.update", lambda: "Practitioner changed") as work:
            held = checks.fresh(work.get(Practitioner, id), version, "practitioner")
            after = replace(
                held,
                name=held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False),
                speciality=checks.line(kept(speciality, held.speciality) or "", field="speciality"),
                email=checks.line(kept(email, held.email) or "", field="email"),
                phone=checks.line(kept(phone, held.phone) or "", field="phone"),
                hue=_checked_hue(kept(hue, held.hue)),
                position=checks.position(kept(position, held.position)),
            )
            return work.replace(held, after)

    @operation("practitioners.archive", right=Right.PEOPLE)
    def archive(self, *, id: Id, version: int | None = None) -> Practitioner:
        """Put a practitioner away: no column and no new bookings; past and booked visits stay. Twice is harmless."""
        return self._put_away(id, version, away=True)

    @operation("practitioners.restore", right=Right.PEOPLE)
    def restore(self, *, id: Id, version: int | None = None) -> Practitioner:
        """Bring an archived practitioner back. Twice is harmless."""
        return self._put_away(id, version, away=False)


def _checked_hue(hue: int) -> int:
    if not 0 <= checks.whole(hue, field="hue") <= 359:
        raise Invalid("bad_hue", field="hue", got=hue, allowed="0 to 359")
    return hue
