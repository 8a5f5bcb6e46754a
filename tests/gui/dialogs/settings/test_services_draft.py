"""What is typed about a service, without any screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.equipment import Need
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.service import AddOn, Service, Variation
from frontdesk.gui.dialogs.settings import services_book
from frontdesk.gui.dialogs.settings.choices import Choice, fitting, meant
from frontdesk.gui.dialogs.settings.money import minor_units, typed_price
from frontdesk.gui.dialogs.settings.services_draft import (
    AddOnRow,
    NeedRow,
    ServiceDraft,
    VariationRow,
    draft_of,
    typed_length,
)
from tests.support.clinics import Desk

GOOD = ServiceDraft(name="Consultation", duration="30 min")
CHEN, ORTEGA = Choice(Id(1), "Dr. Amelia Chen", "General practice"), Choice(Id(2), "Dr. Luis Ortega")


def wrong(draft: ServiceDraft) -> dict[str, str]:
    return {str(fault.facts["field"]): fault.reason for fault in draft.problems()}


@pytest.mark.parametrize(
    ("text", "currency", "units"),
    [
        ("45", "USD", 4500),
        ("45.5", "USD", 4550),
        ("45,50", "EUR", 4550),
        ("1 200", "EUR", 120_000),
        ("$45", "USD", 4500),
        ("45.50 EUR", "EUR", 4550),
        ("", "USD", 0),
        ("0", "USD", 0),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
    ],
)
def test_a_price_is_read_in_minor_units(text: str, currency: str, units: int) -> None:
    assert minor_units(text, currency) == units


@pytest.mark.parametrize("text", ["free", "-5", "4.555", "4.5.5", "12 34", "$", "1e3"])
def test_what_is_no_price_is_never_rounded_into_one(text: str) -> None:
    assert minor_units(text, "USD") is None


def test_a_currency_without_cents_has_no_fraction() -> None:
    assert minor_units("12.5", "JPY") is None


@pytest.mark.parametrize(
    ("units", "currency"), [(4500, "USD"), (4550, "USD"), (5, "EUR"), (1200, "JPY"), (1234, "KWD")]
)
def test_a_price_is_written_as_it_is_read(units: int, currency: str) -> None:
    assert minor_units(typed_price(units, currency), currency) == units


@pytest.mark.parametrize(("minutes", "text"), [(30, "30 min"), (60, "1 h"), (90, "1 h 30 min"), (0, "")])
def test_a_length_is_written_as_it_would_be_typed(minutes: int, text: str) -> None:
    assert typed_length(minutes * MINUTE) == text


def test_a_service_becomes_what_is_typed_and_back() -> None:
    service = Service(
        id=Id(7),
        name="Physiotherapy",
        slug="physio",
        category="Body",
        duration=45 * MINUTE,
        buffer_after=10 * MINUTE,
        price=4550,
        practitioners=(Id(1), Id(2)),
        rooms=(Id(3),),
        equipment=(Need(Id(4), 2),),
        max_attendees=3,
        variations=(Variation(id=Id(8), name="Long", duration=60 * MINUTE, price=6000),),
        add_ons=(AddOn(id=Id(9), name="Tape", price=500),),
    )
    draft = draft_of(service, "USD")
    assert not draft.problems()
    assert draft.service() == service


def test_everything_that_is_wrong_is_told_at_once() -> None:
    draft = replace(GOOD, name=" ", duration="soon", price="much", max_attendees="0", buffer_after="later", slug="!!")
    assert wrong(draft) == {
        "name": "empty",
        "duration": "bad_duration",
        "price": "not_a_price",
        "max_attendees": "bad_max_attendees",
        "buffer_after": "bad_buffer",
        "slug": "bad_slug",
    }


def test_a_service_that_nobody_gives_is_wrong() -> None:
    assert wrong(replace(GOOD, everyone=False)) == {"practitioners": "practitioner_needed"}
    assert not wrong(replace(GOOD, everyone=False, practitioners=frozenset({Id(1)})))


def test_a_wrong_cell_is_named_by_its_row_and_column() -> None:
    rows = (VariationRow("Long", "1 h"), VariationRow("long", "x", price="y"))
    assert wrong(replace(GOOD, variations=rows)) == {
        "variations[1].name": "name_twice",
        "variations[1].duration": "bad_duration",
        "variations[1].price": "not_a_price",
    }


def test_an_add_on_may_take_no_time_but_needs_a_name() -> None:
    assert not wrong(replace(GOOD, add_ons=(AddOnRow("Tape"),)))
    assert wrong(replace(GOOD, add_ons=(AddOnRow(""),))) == {"add_ons[0].name": "empty"}


def test_equipment_is_chosen_once_and_in_a_number() -> None:
    rows = (NeedRow(Id(1)), NeedRow(Id(1)), NeedRow(None), NeedRow(Id(2), "many"))
    assert wrong(replace(GOOD, equipment=rows)) == {
        "equipment[1].equipment_id": "equipment_twice",
        "equipment[2].equipment_id": "choose_one",
        "equipment[3].units": "not_a_number",
    }


def test_a_new_variation_begins_like_the_service() -> None:
    draft = replace(GOOD, duration="45 min", buffer_after="10", price="45")
    assert draft.new_variation() == VariationRow("", "45 min", "", "10", "45")


def test_letters_find_people_by_the_beginnings_of_their_words() -> None:
    assert fitting("gen", (CHEN, ORTEGA)) == (CHEN,)
    assert fitting("dr o", (CHEN, ORTEGA)) == (ORTEGA,)
    assert fitting("", (CHEN, ORTEGA)) == (CHEN, ORTEGA)


def test_a_begun_name_means_the_first_that_fits() -> None:
    assert meant("chen", (ORTEGA, CHEN)) is CHEN
    assert meant("dr. luis ortega", (CHEN, ORTEGA)) is ORTEGA
    assert meant(" ", (CHEN,)) is None
    assert meant("nobody", (CHEN,)) is None


def test_a_name_is_in_no_repr_of_a_choice() -> None:
    assert "Chen" not in repr(CHEN)


def test_services_are_listed_by_category_those_without_one_last(desk: Desk) -> None:
    desk.clinic.services.create(name="Yoga", category="body")
    desk.clinic.services.create(name="Peel", category="Ästhetik")
    listed = services_book.read_all(desk.clinic)
    assert [(item.group, item.name) for item in listed.items] == [
        ("Ästhetik", "Peel"),
        ("body", "Yoga"),
        ("Without a category", "Consultation"),
    ]


def test_only_what_changed_of_a_service_is_written(desk: Desk) -> None:
    item = next(i for i in services_book.read_all(desk.clinic).items if i.id == desk.service.id)
    draft = item.typed["draft"]
    services_book.save(desk.clinic, item, {"draft": draft})
    assert desk.clinic.services.get(id=desk.service.id).version == desk.service.version
    services_book.save(desk.clinic, item, {"draft": replace(draft, price="45.50")})
    after = desk.clinic.services.get(id=desk.service.id)
    assert (after.price, after.buffer_after, after.hue) == (4550, desk.service.buffer_after, desk.service.hue)


def test_no_more_is_asked_for_than_there_is(desk: Desk) -> None:
    laser = desk.clinic.equipment.create(name="Laser", quantity=2).equipment
    offers = services_book.read_all(desk.clinic).facts
    draft = replace(GOOD, max_attendees="4", equipment=(NeedRow(laser.id, "3"),))
    assert [f.facts["field"] for f in offers.beyond(draft)] == ["equipment[0].units"]
    seated = replace(draft, rooms=frozenset({desk.room.id}), equipment=(NeedRow(laser.id, "2"),))
    assert [f.reason for f in offers.beyond(seated)] == ["room_too_small"]
    desk.clinic.rooms.update(id=desk.room.id, capacity=4)
    assert not list(services_book.read_all(desk.clinic).facts.beyond(seated))


def test_a_practitioner_who_left_is_still_named_where_a_service_has_them(desk: Desk) -> None:
    desk.clinic.services.create(name="Yoga", practitioners=[desk.chen.id])
    desk.clinic.practitioners.archive(id=desk.chen.id)
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    offers = services_book.read_all(desk.clinic).facts
    assert [choice.id for choice in offers.people] == [desk.chen.id]


def test_a_service_of_an_older_book_without_a_short_name_is_as_it_was() -> None:
    assert draft_of(Service(id=Id(7), name="Physiotherapy"), "USD").slug is None
