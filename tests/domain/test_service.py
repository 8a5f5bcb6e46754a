from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE
from frontdesk.domain.service import AddOn, Service, Variation


def service(**more: Any) -> Service:
    """Make a service of half an hour."""
    return Service(id=Id(1), name="Consultation", **more)


def variation(**more: Any) -> Variation:
    """Make a variation of half an hour."""
    return Variation(**{"id": Id(2), "name": "Long", "duration": 30 * MINUTE, **more})


def add_on(**more: Any) -> AddOn:
    """Make an add-on without a length."""
    return AddOn(**{"id": Id(3), "name": "X-ray", **more})


def test_a_service_without_particulars_is_fine() -> None:
    assert service().checked() == service()


@pytest.mark.parametrize(
    "sent",
    [
        {"duration": MINUTE},
        {"duration": DAY},
        {"buffer_before": DAY, "buffer_after": DAY},
        {"price": 0},
        {"price": 100_000_000},
        {"hue": 0},
        {"hue": 359},
        {"max_attendees": 1},
        {"max_attendees": 100},
        {"variations": (variation(), variation(id=Id(9), name="Short"))},
        {"add_ons": (add_on(duration=DAY, price=5),)},
        {"equipment": (Need(Id(4)), Need(Id(5), 100))},
        {"variations": (variation(name="X-ray"),), "add_ons": (add_on(),)},
    ],
)
def test_what_lies_at_a_bound_is_fine(sent: dict[str, Any]) -> None:
    assert list(service(**sent).faults()) == []


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ({"duration": 0}, "bad_duration", "duration"),
        ({"duration": -MINUTE}, "bad_duration", "duration"),
        ({"duration": MINUTE + 1}, "bad_duration", "duration"),
        ({"duration": DAY + MINUTE}, "bad_duration", "duration"),
        ({"buffer_before": -MINUTE}, "bad_buffer", "buffer_before"),
        ({"buffer_before": 1}, "bad_buffer", "buffer_before"),
        ({"buffer_after": DAY + MINUTE}, "bad_buffer", "buffer_after"),
        ({"price": -1}, "bad_price", "price"),
        ({"price": 100_000_001}, "bad_price", "price"),
        ({"hue": -1}, "bad_hue", "hue"),
        ({"hue": 360}, "bad_hue", "hue"),
        ({"max_attendees": 0}, "bad_max_attendees", "max_attendees"),
        ({"max_attendees": 101}, "bad_max_attendees", "max_attendees"),
        ({"variations": (variation(duration=0),)}, "bad_duration", "variations[0].duration"),
        ({"variations": (variation(buffer_after=-1),)}, "bad_buffer", "variations[0].buffer_after"),
        ({"variations": (variation(price=-1),)}, "bad_price", "variations[0].price"),
        ({"variations": (variation(), variation(name="LONG"))}, "name_twice", "variations[1].name"),
        ({"add_ons": (add_on(duration=-MINUTE),)}, "bad_duration", "add_ons[0].duration"),
        ({"add_ons": (add_on(duration=90),)}, "bad_duration", "add_ons[0].duration"),
        ({"add_ons": (add_on(price=-1),)}, "bad_price", "add_ons[0].price"),
        ({"add_ons": (add_on(), add_on())}, "name_twice", "add_ons[1].name"),
        ({"equipment": (Need(Id(4), 0),)}, "bad_units", "equipment[0].units"),
        ({"equipment": (Need(Id(4), 101),)}, "bad_units", "equipment[0].units"),
        ({"equipment": (Need(Id(4)), Need(Id(4), 2))}, "equipment_twice", "equipment[1]"),
    ],
)
def test_each_fault_is_told_with_its_field(sent: dict[str, Any], reason: str, field: str) -> None:
    (fault,) = service(**sent).faults()
    assert (fault.reason, fault.facts["field"]) == (reason, field)
    assert {"got", "allowed"} <= set(fault.facts)
    with pytest.raises(Invalid, match=reason):
        service(**sent).checked()


def test_every_fault_is_told_at_once() -> None:
    faults = service(duration=0, price=-1, hue=400).faults()
    assert [fault.facts["field"] for fault in faults] == ["duration", "price", "hue"]


def test_a_service_without_practitioners_is_given_by_everyone() -> None:
    assert service().given_by(Id(7))


def test_a_service_with_practitioners_is_given_by_them_alone() -> None:
    held = service(practitioners=(Id(7),))
    assert held.given_by(Id(7))
    assert not held.given_by(Id(8))


def test_a_variation_that_was_removed_is_still_found() -> None:
    gone = variation(id=Id(9))
    assert service(removed_variations=(gone,)).variation(Id(9)) == gone
    assert service(variations=(variation(),)).variation(Id(9)) is None
