"""JSON comes in and goes out by the annotations of the contract, and every refusal names its field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.cli import reply, schema, wire
from frontdesk.domain.actor import Right
from frontdesk.domain.errors import Clash, Conflict, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import EARLIEST, LATEST, Instant
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.schedule import Minute
from frontdesk.domain.schedule import Stretch as Hours
from frontdesk.services.operations import Operation

MADRID = "Europe/Madrid"
T = TypeVar("T")


class Colour(StrEnum):
    """Something to choose from."""

    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something with fields."""

    weekday: int
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Something generic."""

    items: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Page(Found[Stretch]):
    """Something generic, filled in."""


class Block(NamedTuple):
    """A named tuple."""

    id: Id
    start: Instant | None


class Sent(TypedDict, total=False):
    """Fields that may be left out one by one."""

    at: Instant | None


class Area:
    """Something with one operation of every kind of parameter."""

    def change(
        self,
        *,
        id: Id,
        name: str | Keep = KEEP,
        note: str | Keep | None = KEEP,
        hours: Sequence[Stretch] = (),
        day: date | None = None,
        files: Sequence[Path] = (),
        pair: tuple[int, str] = (0, ""),
        colours: frozenset[Colour] = frozenset(),
        share: float = 0.5,
        loud: bool = False,
        table: Mapping[str, int] | None = None,
        **sent: Unpack[Sent],
    ) -> None:
        """Change something.

        More is said here.
        """


CHANGE = Operation("area.change", "area", "change", Right.BOOK, Area.change)


def read(**sent: object) -> dict[str, Any]:
    """Send a JSON object, and give the keyword arguments that it makes."""
    return wire.arguments(CHANGE, wire.parsed(json.dumps({"id": "7", **sent})))


def test_an_id_is_a_string_of_digits_and_keeps_all_of_them() -> None:
    assert read(id="9007199254740993") == {"id": 9007199254740993}


def test_an_id_may_come_as_a_number_too() -> None:
    assert read(id=9007199254740993) == {"id": 9007199254740993}


def test_a_field_that_is_left_out_is_not_passed_on() -> None:
    assert read() == {"id": 7}


def test_null_is_passed_on_where_it_clears() -> None:
    assert read(note=None) == {"id": 7, "note": None}


def test_a_list_of_records_becomes_a_tuple_of_them() -> None:
    assert read(hours=[{"weekday": 1}, {"weekday": 2, "colour": "green"}])["hours"] == (
        Stretch(1),
        Stretch(2, Colour.GREEN),
    )


@pytest.mark.parametrize(
    ("field", "sent", "got"),
    [
        ("day", "2026-11-23", date(2026, 11, 23)),
        ("files", ["a.ics"], (Path("a.ics"),)),
        ("pair", [1, "x"], (1, "x")),
        ("colours", ["red", "red"], frozenset({Colour.RED})),
        ("share", 1, 1.0),
        ("loud", True, True),
        ("table", {"a": 1}, {"a": 1}),
        ("at", "2026-11-23T10:00:00+01:00", 1795424400000),
        ("at", "1795424400000", 1795424400000),
        ("at", 1795424400000, 1795424400000),
        ("at", None, None),
    ],
)
def test_a_value_becomes_what_the_annotation_asks_for(field: str, sent: object, got: object) -> None:
    assert read(**{field: sent})[field] == got


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({"id": "x"}, "id", "wrong_type"),
        ({"id": "-1"}, "id", "wrong_type"),
        ({"id": -1}, "id", "wrong_type"),
        ({"id": True}, "id", "wrong_type"),
        ({"id": 2**63}, "id", "wrong_type"),
        ({"id": "9" * 5000}, "id", "wrong_type"),
        ({"id": None}, "id", "wrong_type"),
        ({"name": None}, "name", "wrong_type"),
        ({"name": 5}, "name", "wrong_type"),
        ({"hours": "mon"}, "hours", "wrong_type"),
        ({"hours": ["mon"]}, "hours[0]", "wrong_type"),
        ({"hours": [{"weekday": 1}, {"weekday": "2"}]}, "hours[1].weekday", "wrong_type"),
        ({"hours": [{"weekday": True}]}, "hours[0].weekday", "wrong_type"),
        ({"hours": [{"weekday": 1.0}]}, "hours[0].weekday", "wrong_type"),
        ({"hours": [{}]}, "hours[0].weekday", "missing_field"),
        ({"hours": [{"weekday": 1, "day": 2}]}, "hours[0].day", "unknown_field"),
        ({"hours": [{"weekday": 1, "colour": "blue"}]}, "hours[0].colour", "not_one_of"),
        ({"day": "23.11.2026"}, "day", "not_a_date"),
        ({"day": 20261123}, "day", "wrong_type"),
        ({"at": "2026-11-23T10:00:00"}, "at", "not_a_time"),
        ({"at": True}, "at", "not_a_time"),
        ({"pair": [1]}, "pair", "wrong_type"),
        ({"pair": [1, 2]}, "pair[1]", "wrong_type"),
        ({"share": "1"}, "share", "wrong_type"),
        ({"share": True}, "share", "wrong_type"),
        ({"files": [""]}, "files[0]", "wrong_type"),
        ({"loud": 1}, "loud", "wrong_type"),
        ({"table": [1]}, "table", "wrong_type"),
        ({"table": {"a": "1"}}, "table.a", "wrong_type"),
        ({"nme": "x"}, "nme", "unknown_field"),
    ],
)
def test_a_refusal_names_the_field_that_is_wrong(sent: dict[str, object], field: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(**sent)
    assert (refused.value.facts["field"], refused.value.reason) == (field, reason)


def test_a_field_that_must_be_sent_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        wire.arguments(CHANGE, {})
    assert (refused.value.reason, refused.value.facts["field"]) == ("missing_field", "id")


def test_an_unknown_field_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(Invalid) as refused:
        read(nme="x")
    assert refused.value.facts["suggestion"] == "name"


@pytest.mark.parametrize("text", ["", "{", "[1", '{"id": NaN}', '{"id": "\\ud800"}', b"\xff", "[" * 100_000])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(Invalid) as refused:
        wire.arguments(CHANGE, wire.parsed(text))
    assert refused.value.facts["field"] == "arguments"


@pytest.mark.parametrize("text", ["[]", "5", "null", '"x"'])
def test_arguments_that_are_no_object_are_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        wire.arguments(CHANGE, wire.parsed(text))
    assert refused.value.reason == "wrong_type"


def test_an_instant_goes_out_with_the_offset_of_the_zone() -> None:
    assert reply.written(Instant, 1795424400000, MADRID) == "2026-11-23T10:00:00+01:00"


@given(st.integers(EARLIEST, LATEST - 1), st.sampled_from(["UTC", MADRID, "America/New_York", "Australia/Lord_Howe"]))
def test_an_instant_that_goes_out_comes_back_the_same(instant: int, zone: str) -> None:
    assert wire.read(Instant, reply.written(Instant, instant, zone), "at") == instant


@given(st.integers(0, 2**63 - 1))
def test_an_id_that_goes_out_comes_back_the_same(id: int) -> None:
    written = reply.written(Id, id, "UTC")
    assert isinstance(written, str)
    assert wire.read(Id, written, "id") == id


def test_a_record_goes_out_field_by_field() -> None:
    assert reply.written(Stretch, Stretch(1, Colour.GREEN), "UTC") == {"weekday": 1, "colour": "green"}


def test_a_named_tuple_goes_out_as_an_object_not_as_a_list() -> None:
    assert reply.written(tuple[Block, ...], (Block(Id(5), None),), "UTC") == [{"id": "5", "start": None}]


def test_a_page_goes_out_by_what_it_holds() -> None:
    assert reply.written(Page, Page((Stretch(1),)), "UTC") == {"items": [{"weekday": 1, "colour": "red"}]}


def test_a_set_goes_out_sorted() -> None:
    days = frozenset({date(2026, 11, 24), date(2026, 11, 23)})
    assert reply.written(frozenset[date], days, "UTC") == ["2026-11-23", "2026-11-24"]


def test_an_object_with_dates_for_keys_goes_out_with_texts_for_keys() -> None:
    assert reply.written(dict[date, int], {date(2026, 11, 23): 40}, "UTC") == {"2026-11-23": 40}


def test_ids_inside_lists_and_choices_go_out_as_texts() -> None:
    assert reply.written(tuple[Id, ...] | None, (5, 6), "UTC") == ["5", "6"]


def test_a_refusal_goes_out_with_its_facts() -> None:
    assert reply.refused(NotFound("patient", 5)) == {
        "error": {"code": "not_found", "reason": "unknown_id", "kind": "patient", "id": "5"}
    }


def test_a_conflict_lists_every_clash_with_who_and_from_when_to_when() -> None:
    clash = Clash("practitioner", 2**60, "Dr Chen", 1795424400000, 1795426200000, 2**61)
    assert reply.refused(Conflict("taken", (clash,)), MADRID)["error"]["clashes"] == [
        {
            "kind": "practitioner",
            "subject_id": str(2**60),
            "subject": "Dr Chen",
            "start": "2026-11-23T10:00:00+01:00",
            "end": "2026-11-23T10:30:00+01:00",
            "appointment_id": str(2**61),
        }
    ]


def test_facts_of_any_kind_can_be_written() -> None:
    facts = {"day": date(2026, 11, 23), "path": Path("a"), "kinds": {Colour.RED}, "of": object}
    assert reply.text(reply.refused(Invalid("x", **facts)))


def test_the_schema_asks_for_what_must_be_sent_and_for_nothing_unknown() -> None:
    made = schema.arguments(CHANGE)
    assert made["required"] == ["id"]
    assert made["additionalProperties"] is False
    assert set(made["properties"]) == set(CHANGE.parameters())


def test_the_schema_says_which_fields_take_null() -> None:
    made = schema.arguments(CHANGE)["properties"]
    assert {"type": "null"} in made["note"]["anyOf"]
    assert made["name"]["type"] == "string"


def test_the_schema_describes_records_once_by_name() -> None:
    made = schema.arguments(CHANGE)
    assert made["properties"]["hours"]["items"] == {"$ref": "#/$defs/Stretch"}
    assert made["$defs"]["Stretch"]["required"] == ["weekday"]


def test_the_schema_of_a_reply_holds_every_field() -> None:
    operation = Operation("x.y", "x", "y", Right.SEE, lambda self: None)
    operation.function.__annotations__["return"] = Stretch
    assert schema.described(operation)["reply"]["$defs"]["Stretch"]["required"] == ["weekday", "colour"]


def test_a_type_that_has_no_json_is_a_mistake_in_the_contract() -> None:
    for use in (lambda: wire.read(complex, "1", "x"), lambda: reply.written(complex, 1j, "UTC")):
        with pytest.raises(TypeError):
            use()


def test_a_minute_of_a_day_is_a_clock_time_both_ways() -> None:
    assert wire.read(Hours, {"from": "08:30", "to": "24:00"}, "stretch") == Hours(Minute(510), Minute(1440))
    assert reply.written(Hours, Hours(Minute(510), Minute(1440)), MADRID) == {"from": "08:30", "to": "24:00"}


@pytest.mark.parametrize("sent", [510, "8.30", "24:01", "08:60", None])
def test_what_is_no_clock_time_is_refused_with_its_field(sent: object) -> None:
    with pytest.raises(Invalid) as refused:
        wire.read(Hours, {"from": sent, "to": "12:00"}, "rules[0].intervals[1]")
    assert refused.value.facts["field"] == "rules[0].intervals[1].from"


def test_a_field_is_known_by_what_json_calls_it_alone() -> None:
    with pytest.raises(Invalid) as refused:
        wire.read(Hours, {"start": "08:00", "to": "12:00"}, "stretch")
    assert refused.value.reason == "unknown_field"
    assert refused.value.facts["allowed"] == ["from", "to"]
