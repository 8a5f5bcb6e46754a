"""The services that a clinic offers (C32 to C35)."""

from __future__ import annotations

from typing import Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.ids import Id
from frontdesk.domain.names import folded, words_of
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.archiving import Gone, Shelf
from frontdesk.services.operations import operation
from frontdesk.services.service_drafts import ChangedService, ServiceFields, drafted
from frontdesk.store import uses
from frontdesk.store.work import Work

HUES = (222, 160, 28, 190, 340, 290, 95, 50)


class Services(Shelf[Service]):
    """Operations on services. Lengths are milliseconds, whole minutes; prices minor units of the clinic's currency."""

    kind = Service
    noun = "service"

    @operation("services.list", right=Right.SEE)
    def list(
        self,
        *,
        archived: bool = False,
        text: str = "",
        category: str | None = None,
        private: bool | None = None,
        practitioner: Id | None = None,
    ) -> tuple[Service, ...]:
        """List services in their order; everything that is asked must hold.

        `text` finds by the beginnings of words, `category` by the whole word, empty for those without one;
        `practitioner` finds what that one gives.
        """
        wanted = words_of(text)
        found = (
            s
            for s in self._listed(archived)
            if _matches(s, wanted)
            and (category is None or folded(s.category) == folded(category.strip()))
            and (private is None or s.private is private)
            and (practitioner is None or s.given_by(practitioner))
        )
        return tuple(sorted(found, key=lambda s: (s.position, s.id)))

    @operation("services.categories", right=Right.SEE)
    def categories(self) -> tuple[str, ...]:
        """List the categories that services have, by name; those of archived services alone are left out."""
        held = {folded(s.category): s.category for s in self._listed(False) if s.category}
        return tuple(held[key] for key in sorted(held))

    @operation("services.get", right=Right.SEE)
    def get(self, *, id: Id) -> Service:
        """Read one service."""
        return self._got(id)

    @operation("services.create", right=Right.SETUP)
    def create(self, *, name: str, hue: int | None = None, **sent: Unpack[ServiceFields]) -> Service:
        """Add a service; without a hue one is dealt out, without a slug one is made of the name.

        Without practitioners everyone gives it. More attendees than its largest room holds are invalid.
        """
        with self._clinic.writing("services.create", lambda: "Service added") as work:
            others = work.all(Service)
            new = Service(
                id=work.new_id(),
                name=checks.line(name, field="name", empty=False),
                hue=HUES[len(others) % len(HUES)] if hue is None else checks.whole(hue, field="hue"),
                position=max((s.position for s in others), default=-1) + 1,
            )
            made = drafted(work, new, sent, {s.slug for s in others})
            work.create(made)
            return made

    @operation("services.update", right=Right.SETUP)
    def update(self, *, id: Id, version: int | None = None, **sent: Unpack[ChangedService]) -> Service:
        """Change a service; booked visits keep the length and buffers they were booked with.

        Variations and add-ons: an empty list removes all, an entry with an id changes that one, one without is new;
        those that are not in the list are removed, and booked visits keep them (C34).
        """
        with self._clinic.writing("services.update", lambda: "Service changed") as work:
            held = checks.fresh(work.get(Service, id), version, "service")
            taken = {s.slug for s in work.all(Service) if s.id != id}
            return work.replace(held, drafted(work, held, sent, taken))

    @operation("services.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> Gone:
        """Delete a service; one that any visit is for is archived instead, and the reply says so (C35)."""
        return self._delete(id, version)

    @operation("services.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Service:
        """Put a service away: it is not offered any more; booked visits keep it. Twice is harmless."""
        return self._put_away(id, version, away=True)

    @operation("services.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Service:
        """Bring an archived service back. Twice is harmless."""
        return self._put_away(id, version, away=False)

    def _uses(self, work: Work, held: Service) -> int:
        waiting = uses.entries_for_service(work.connection, held.id)
        return uses.visits_of_service(work.connection, held.id) + waiting


def _matches(service: Service, wanted: tuple[str, ...]) -> bool:
    held = words_of(service.name)
    return all(any(word.startswith(text) for word in held) for text in wanted)
