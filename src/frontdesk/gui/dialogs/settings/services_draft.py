"""What is typed about a service before it is written, and everything that is wrong with it. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.names import slug_of
from frontdesk.domain.service import AddOn, Service, Variation
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.settings.money import minor_units, typed_price

_NOBODY = Id(0)


@dataclass(frozen=True, slots=True)
class VariationRow:
    """A form of the service as it is typed; without an id it is to be made."""

    name: str = ""
    duration: str = ""
    buffer_before: str = ""
    buffer_after: str = ""
    price: str = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class AddOnRow:
    """What can be booked on top, as it is typed."""

    name: str = ""
    duration: str = ""
    price: str = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """So many units of an equipment, as it is typed."""

    equipment_id: Id | None = None
    units: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDraft:
    """A service as it is typed. Without an id it is to be made; a slug of None is made of the name."""

    id: Id | None = None
    currency: str = "USD"
    name: str = ""
    slug: str | None = None
    category: str = ""
    description: str = ""
    hue: int | None = None
    duration: str = "30 min"
    buffer_before: str = ""
    buffer_after: str = ""
    price: str = ""
    everyone: bool = True
    practitioners: frozenset[Id] = frozenset()
    rooms: frozenset[Id] = frozenset()
    equipment: tuple[NeedRow, ...] = ()
    max_attendees: str = "1"
    private: bool = False
    form: str = ""
    variations: tuple[VariationRow, ...] = ()
    add_ons: tuple[AddOnRow, ...] = ()

    def problems(self) -> tuple[Invalid, ...]:
        """Give everything that is wrong with what is typed, each with its field, one for a field."""
        read = _Reading(self)
        service = read.service()
        found = [*read.faults, *_of_people(self)]
        told = {str(fault.facts["field"]) for fault in found}
        return (*found, *(fault for fault in service.faults() if fault.facts["field"] not in told))

    def service(self) -> Service:
        """Give the service that is typed; what cannot be read stands there as usual."""
        return _Reading(self).service()

    def new_variation(self) -> VariationRow:
        """Begin a form of the service that is like the service itself."""
        return VariationRow("", self.duration, self.buffer_before, self.buffer_after, self.price)


def draft_of(service: Service, currency: str) -> ServiceDraft:
    """Write a service as it would be typed."""
    return ServiceDraft(
        id=service.id,
        currency=currency,
        name=service.name,
        slug=service.slug or None,
        category=service.category,
        description=service.description,
        hue=service.hue,
        duration=typed_length(service.duration),
        buffer_before=typed_length(service.buffer_before),
        buffer_after=typed_length(service.buffer_after),
        price=typed_price(service.price, currency),
        everyone=not service.practitioners,
        practitioners=frozenset(service.practitioners),
        rooms=frozenset(service.rooms),
        equipment=tuple(NeedRow(need.equipment_id, str(need.units)) for need in service.equipment),
        max_attendees=str(service.max_attendees),
        private=service.private,
        form=service.form,
        variations=tuple(_variation_row(each, currency) for each in service.variations),
        add_ons=tuple(
            AddOnRow(a.name, typed_length(a.duration), typed_price(a.price, currency), a.id) for a in service.add_ons
        ),
    )


def typed_length(length: int) -> str:
    """Write a length as it would be typed: 45 min, 1 h, 1 h 30 min; none is nothing."""
    hours, minutes = divmod(length // MINUTE, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def _variation_row(each: Variation, currency: str) -> VariationRow:
    return VariationRow(
        each.name,
        typed_length(each.duration),
        typed_length(each.buffer_before),
        typed_length(each.buffer_after),
        typed_price(each.price, currency),
        each.id,
    )


def _of_people(draft: ServiceDraft) -> Iterator[Invalid]:
    if not draft.everyone and not draft.practitioners:
        yield Invalid("practitioner_needed", field="practitioners", got=0, allowed="at least one practitioner")


class _Reading:
    """Reads a draft once, and keeps what could not be read."""

    def __init__(self, draft: ServiceDraft) -> None:
        self._draft = draft
        self.faults: list[Invalid] = []
        self._service = self._read()

    def service(self) -> Service:
        """Give what was read."""
        return self._service

    def _read(self) -> Service:
        draft = self._draft
        self._named(draft.name, "name")
        self._sluggish()
        return Service(
            id=draft.id or _NOBODY,
            name=draft.name.strip(),
            slug=draft.slug or slug_of(draft.name),
            description=draft.description,
            category=draft.category.strip(),
            duration=self._length(draft.duration, "duration"),
            buffer_before=self._buffer(draft.buffer_before, "buffer_before"),
            buffer_after=self._buffer(draft.buffer_after, "buffer_after"),
            price=self._price(draft.price, "price"),
            hue=222 if draft.hue is None else draft.hue,
            private=draft.private,
            form=draft.form,
            max_attendees=self._count(draft.max_attendees, "max_attendees", "bad_max_attendees"),
            practitioners=tuple(sorted(draft.practitioners)),
            rooms=tuple(sorted(draft.rooms)),
            equipment=tuple(self._needs(draft.equipment)),
            variations=tuple(self._variations(draft.variations)),
            add_ons=tuple(self._add_ons(draft.add_ons)),
        )

    def _variations(self, rows: Sequence[VariationRow]) -> Iterator[Variation]:
        for n, row in enumerate(rows):
            at = f"variations[{n}]."
            self._named(row.name, f"{at}name")
            yield Variation(
                id=row.id or Id(-1 - n),
                name=row.name.strip(),
                duration=self._length(row.duration, f"{at}duration"),
                buffer_before=self._buffer(row.buffer_before, f"{at}buffer_before"),
                buffer_after=self._buffer(row.buffer_after, f"{at}buffer_after"),
                price=self._price(row.price, f"{at}price"),
            )

    def _add_ons(self, rows: Sequence[AddOnRow]) -> Iterator[AddOn]:
        for n, row in enumerate(rows):
            at = f"add_ons[{n}]."
            self._named(row.name, f"{at}name")
            length = self._buffer(row.duration, f"{at}duration")
            yield AddOn(
                id=row.id or Id(-1 - n),
                name=row.name.strip(),
                duration=length,
                price=self._price(row.price, f"{at}price"),
            )

    def _needs(self, rows: Sequence[NeedRow]) -> Iterator[Need]:
        seen: set[Id] = set()
        for n, row in enumerate(rows):
            units = self._count(row.units, f"equipment[{n}].units", "not_a_number")
            if row.equipment_id is None:
                self._fault("choose_one", f"equipment[{n}].equipment_id", "", "one of the list")
            elif row.equipment_id in seen:
                self._fault("equipment_twice", f"equipment[{n}].equipment_id", str(row.equipment_id), "each once")
            else:
                seen.add(row.equipment_id)
                yield Need(row.equipment_id, units)

    def _named(self, text: str, field: str) -> None:
        if not text.strip():
            self._fault("empty", field, text, "some text")

    def _sluggish(self) -> None:
        slug = self._draft.slug
        if slug is not None and not slug_of(slug):
            self._fault("bad_slug", "slug", slug, "letters or digits")

    def _length(self, text: str, field: str) -> int:
        read = typed.length(text)
        if read is None:
            self._fault("bad_duration", field, text, "30 min")
        return (read or 30) * MINUTE

    def _buffer(self, text: str, field: str) -> int:
        if text.strip() in ("", "0", "0 min"):
            return 0
        read = typed.length(text)
        if read is None:
            self._fault("bad_buffer", field, text, "10 min")
        return (read or 0) * MINUTE

    def _price(self, text: str, field: str) -> int:
        read = minor_units(text, self._draft.currency)
        if read is None:
            self._fault("not_a_price", field, text, "45 or 45.50")
        return read or 0

    def _count(self, text: str, field: str, reason: str) -> int:
        plain = text.strip()
        if not (plain.isascii() and plain.isdigit() and len(plain) <= 6):
            self._fault(reason, field, text, "1 to 100")
            return 1
        return int(plain)

    def _fault(self, reason: str, field: str, got: str, allowed: str) -> None:
        self.faults.append(Invalid(reason, field=field, got=got, allowed=allowed))
