"""Groups that calendars are shown in (C25 to C27)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Calendar, CalendarGroup
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.services import checks
from frontdesk.services.archiving import Gone
from frontdesk.services.operations import Area, operation
from frontdesk.services.slugs import SlugReply, chosen_slug, sound_slug
from frontdesk.store.work import Reading, Work


class CalendarGroups(Area):
    """Operations on groups of calendars. One that is not active hides its calendars; their bookings stay."""

    @operation("calendar_groups.list", right=Right.SEE)
    def list(self, *, active: bool | None = None) -> tuple[CalendarGroup, ...]:
        """List groups by name, only active ones or only others where asked."""
        with self._book.reading() as book:
            found = [g for g in book.all(CalendarGroup) if active is None or g.active is active]
        return tuple(sorted(found, key=lambda g: (g.name.casefold(), g.id)))

    @operation("calendar_groups.get", right=Right.SEE)
    def get(self, *, id: Id) -> CalendarGroup:
        """Read one group."""
        with self._book.reading() as book:
            return book.get(CalendarGroup, id)

    @operation("calendar_groups.create", right=Right.SETUP)
    def create(
        self, *, name: str, slug: str | None = None, description: str | None = "", active: bool = True
    ) -> CalendarGroup:
        """Add a group; without a slug one is made of the name, and one that is taken is a Conflict."""
        with self._clinic.writing("calendar_groups.create", lambda: "Calendar group added") as work:
            named = checks.line(name, field="name", empty=False)
            made = CalendarGroup(
                id=work.new_id(),
                name=named,
                slug=_slug(work, slug, named, None),
                description=checks.body(description or "", field="description"),
                active=checks.yes_or_no(active, field="active"),
            )
            work.create(made)
            return made

    @operation("calendar_groups.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        name: str | Keep = KEEP,
        slug: str | Keep | None = KEEP,
        description: str | Keep | None = KEEP,
        active: bool | Keep = KEEP,
    ) -> CalendarGroup:
        """Change a group; what is left out stays, and a slug of null is made of the name anew."""
        with self._clinic.writing("calendar_groups.update", lambda: "Calendar group changed") as work:
            held = checks.fresh(work.get(CalendarGroup, id), version, "calendar_group")
            named = held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False)
            after = replace(
                held,
                name=named,
                slug=held.slug if isinstance(slug, Keep) else _slug(work, slug, named, id),
                description=checks.body(kept(description, held.description) or "", field="description"),
                active=checks.yes_or_no(kept(active, held.active), field="active"),
            )
            return work.replace(held, after)

    @operation("calendar_groups.set_active", right=Right.SETUP)
    def set_active(self, *, id: Id, active: bool, version: int | None = None) -> CalendarGroup:
        """Hide a group with its calendars, or show it again; what is booked stays. Twice is harmless (C27)."""
        shown = checks.yes_or_no(active, field="active")
        words = "Calendar group shown" if shown else "Calendar group hidden"
        with self._clinic.writing("calendar_groups.set_active", lambda: words) as work:
            held = checks.fresh(work.get(CalendarGroup, id), version, "calendar_group")
            return work.replace(held, replace(held, active=shown))

    @operation("calendar_groups.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> Gone:
        """Delete a group; its calendars stay, in no group. `uses` says how many they were (C26)."""
        with self._clinic.writing("calendar_groups.delete", lambda: "Calendar group deleted") as work:
            held = checks.fresh(work.get(CalendarGroup, id), version, "calendar_group")
            inside = [c for c in work.all(Calendar) if c.group_id == id]
            for calendar in inside:
                work.replace(calendar, replace(calendar, group_id=None))
            work.remove(held)
            return Gone(id, archived=False, uses=len(inside))

    @operation("calendar_groups.validate_slug", right=Right.SEE)
    def validate_slug(self, *, slug: str, id: Id | None = None) -> SlugReply:
        """Tell how a slug would be kept, and whether it is free; that of the group `id` is free to keep (C25)."""
        wanted = sound_slug(slug)
        with self._book.reading() as book:
            if id is not None:
                book.get(CalendarGroup, id)
            return SlugReply(wanted, wanted not in _taken(book, id))


def _taken(book: Reading, besides: Id | None) -> set[str]:
    return {g.slug for g in book.all(CalendarGroup) if g.id != besides}


def _slug(work: Work, sent: str | None, name: str, besides: Id | None) -> str:
    return chosen_slug(sent, name, _taken(work, besides), usual="group")
