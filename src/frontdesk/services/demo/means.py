"""What visits of the sample clinic take up beside people: rooms and equipment, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.domain.closure import Closure
from frontdesk.domain.equipment import Use
from frontdesk.domain.ids import Id
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import Schedule
from frontdesk.domain.service import Service
from frontdesk.services.demo.catalogue import FOLLOW_UP, GROUP_CLASS, PHYSIOTHERAPY, Offer, Post
from frontdesk.services.demo.pauses import Pause
from frontdesk.services.demo.slots import Fate, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What visits refer to, by the ids that were made for it; `gear` gives id and usable units by name."""

    zone: str
    places: tuple[Id, ...]
    posts: tuple[Post, ...]
    practitioners: tuple[Id, ...]
    schedules: tuple[Schedule, ...]
    closures: tuple[Closure, ...] = ()
    services: Mapping[str, Service]
    rooms: tuple[Id, ...]
    treatment_rooms: tuple[Id, ...]
    group_rooms: tuple[Id, ...]
    second_rooms: tuple[Id, ...]
    gear: Mapping[str, tuple[Id, int]]
    calendars: Mapping[str, Id]
    pauses: tuple[Pause, ...]

    def openings(self, year: int) -> Openings:
        """Give what decides when it is open in a year; closures of other years would only be looked at in vain."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        near = tuple(c for c in self.closures if c.first <= last and c.last >= first)
        return Openings(self.schedules, near, dict.fromkeys(self.places, self.zone))


class Means:
    """Rooms and units of one day, each given to the first who comes while it is free."""

    def __init__(self, site: Site) -> None:
        self._site = site
        every = (*site.rooms, *site.treatment_rooms, *site.group_rooms, *site.second_rooms)
        self._until = dict.fromkeys(every, 0)
        self._units = {name: [0] * usable for name, (_, usable) in site.gear.items()}

    def fitted(self, slot: Slot) -> Slot:
        """Give a slot that can be: where what its service needs is not there, it is a follow-up instead."""
        offer = slot.offer
        if offer is None or not _takes_place(slot) or not (offer.gear or offer.treatment):
            return slot
        there = not slot.place and (not offer.gear or self._free_unit(offer, slot) is not None)
        if there and offer.treatment:
            there = any(self._until[room] <= slot.minute for room in self._site.treatment_rooms)
        return slot if there else slot._replace(offer=FOLLOW_UP, length=min(slot.length, max(FOLLOW_UP.lengths)))

    def room(self, slot: Slot) -> Id | None:
        """Take a room for a visit, or none: some see their patients in their own office."""
        if not _takes_place(slot):
            return None
        rooms = self._rooms_for(slot)
        for step in range(len(rooms)):
            room = rooms[(slot.post + step) % len(rooms)]
            if self._until[room] <= slot.minute:
                self._until[room] = slot.minute + slot.length
                return room
        return None

    def units(self, slot: Slot) -> tuple[Use, ...]:
        """Take the lowest free unit of what the service needs."""
        if slot.offer is None or not slot.offer.gear or not _takes_place(slot):
            return ()
        unit = self._free_unit(slot.offer, slot)
        assert unit is not None
        self._units[slot.offer.gear][unit] = slot.minute + slot.length
        return (Use(self._site.gear[slot.offer.gear][0], unit + 1),)

    def _free_unit(self, offer: Offer, slot: Slot) -> int | None:
        until = self._units[offer.gear]
        return next((n for n, minute in enumerate(until) if minute <= slot.minute), None)

    def _rooms_for(self, slot: Slot) -> Sequence[Id]:
        site, offer = self._site, slot.offer
        if slot.place:
            return site.second_rooms
        if offer is GROUP_CLASS:
            return site.group_rooms
        if offer is not None and offer.treatment:
            return site.treatment_rooms
        return (*site.rooms, *site.treatment_rooms) if offer is PHYSIOTHERAPY else site.rooms


def _takes_place(slot: Slot) -> bool:
    """Tell whether a slot takes up anything: what is cancelled does not, who is squeezed in has no room."""
    return slot.fate not in (Fate.CANCELLED, Fate.SQUEEZED)
