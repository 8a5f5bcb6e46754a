"""Free times from a terminal, in words and as JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.domain.instants import MINUTE
from tests.cli.conftest import Terminal
from tests.cli.contract import Answer, Caller, at, day

Ask = Callable[..., Answer]


@pytest.fixture
def ask(caller: Caller, terminal: Terminal) -> Ask:
    """Run a command on the caller's clinic."""

    def run(command: str, *arguments: object) -> Answer:
        return terminal(command, "--db", caller.house.path, *arguments)

    return run


def times(answer: Answer) -> list[str]:
    """Give the lines that begin with a time."""
    assert answer.status == 0, answer
    return [line.strip() for line in answer.out.splitlines() if line.startswith("  ")]


# Which times


def test_the_free_times_of_a_service_stand_below_their_day_with_who_is_free(ask: Ask) -> None:
    answer = ask("free-times", "--service", "Consultation", "--from", day(), "--to", day())
    assert "Wednesday 14 March 2035" in answer.out
    assert times(answer)[:2] == ["09:00-09:30  Dr. Amelia Chen", "09:15-09:45  Dr. Amelia Chen"]
    assert times(answer)[-1] == "16:30-17:00  Dr. Amelia Chen"


def test_json_is_what_the_operation_answers(ask: Ask, caller: Caller) -> None:
    answer = ask("free-times", "--service", "Consultation", "--from", day(), "--days", "2", "--json")
    assert answer.json == caller.call("availability.free_times", first=day(), last=day(1), service="@service")


def test_days_without_a_free_time_are_there(ask: Ask) -> None:
    answer = ask("free-times", "--minutes", "30", "--from", day(2), "--days", "2")
    assert "Saturday 17 March 2035\n  nothing free" in answer.out


def test_without_an_end_seven_days_are_told(ask: Ask) -> None:
    found = ask("free-times", "--minutes", "30", "--from", day(), "--json").json
    assert list(found["days"]) == [day(n) for n in range(7)]


def test_31_days_are_told_and_32_are_refused(ask: Ask) -> None:
    assert len(ask("free-times", "--minutes", "480", "--from", day(), "--days", "31", "--json").json["days"]) == 31
    answer = ask("free-times", "--minutes", "480", "--from", day(), "--days", "32", "--json")
    assert answer.error["reason"] == "too_many_days"


@pytest.mark.parametrize("days", ["0", "-1"])
def test_no_days_are_refused(days: str, ask: Ask) -> None:
    assert ask("free-times", "--minutes", "30", "--days", days, "--json").error["reason"] == "bad_days"


def test_taken_time_is_left_out(ask: Ask, caller: Caller) -> None:
    caller.call("appointments.book", start=at("09:00"), end=at("16:30"), practitioner="@chen", patient="@eva")
    assert times(ask("free-times", "--minutes", "30", "--from", day(), "--days", "1")) == [
        "16:30-17:00  Dr. Amelia Chen"
    ]


def test_another_zone_has_its_own_clock(ask: Ask) -> None:
    arguments = ("--minutes", "480", "--from", day(), "--days", "1", "--zone", "Europe/Madrid")
    answer = ask("free-times", *arguments)
    assert "(Europe/Madrid)" in answer.out
    assert times(answer) == ["14:00-22:00  Dr. Amelia Chen"]


def test_a_room_that_is_needed_is_told(ask: Ask, caller: Caller) -> None:
    caller.call("services.create", name="Sonography", duration=60 * MINUTE, rooms=["@room"])
    assert times(ask("free-times", "--service", "sono", "--from", day(), "--days", "1"))[0] == (
        "09:00-10:00  Dr. Amelia Chen  Room 1"
    )


def test_seats_that_are_left_are_told(ask: Ask, caller: Caller) -> None:
    team = [{"practitioner": caller.chen}]
    sent = {"kind": "class", "team": team, "per_slot": 2, "duration": {"amount": 8, "unit": "hours"}}
    made = caller.call("calendars.create", name="Back class", **sent)
    asked = ("free-times", "--calendar", made["slug"], "--from", day(), "--days", "1")
    assert times(ask(*asked)) == ["09:00-17:00  Dr. Amelia Chen  2 seats left"]
    caller.call("appointments.book", start=at("09:00"), calendar=made["id"], patient="@eva")
    assert times(ask(*asked)) == ["09:00-17:00  Dr. Amelia Chen  1 seat left"]
    assert times(ask(*asked, "--people", "2")) == ["nothing free"]


def test_a_variation_has_its_own_length(ask: Ask, caller: Caller) -> None:
    forms = [{"name": "Long", "duration": 480 * MINUTE}]
    caller.call("services.create", name="Check-up", duration=30 * MINUTE, variations=forms)
    asked = ("free-times", "--service", "Check-up", "--variation", "long", "--from", day(), "--days", "1")
    assert times(ask(*asked)) == ["09:00-17:00  Dr. Amelia Chen"]


# The next ones


def test_the_next_free_time_is_told_below_its_day(ask: Ask) -> None:
    answer = ask("next-free", "--minutes", "60", "--since", f"{day()} 16:30")
    assert "Thursday 15 March 2035" in answer.out
    assert times(answer) == ["09:00-10:00  Dr. Amelia Chen"]


def test_as_many_are_told_as_are_asked_for(ask: Ask) -> None:
    found = ask("next-free", "--minutes", "60", "--since", day(), "--count", "3", "--json").json
    assert [slot["start"][11:16] for slot in found["slots"]] == ["09:00", "09:15", "09:30"]
    assert found["zone"] == "America/New_York"


def test_it_is_said_where_bookings_end(ask: Ask, caller: Caller) -> None:
    sent = {"kind": "event", "window": {"amount": 1, "unit": "days"}}
    made = caller.call("calendars.create", name="Tasting", **sent)
    answer = ask("next-free", "--calendar", made["slug"])
    assert answer.status == 0
    assert "Nothing is free before" in answer.out


# Why not


def test_reasons_are_told_with_what_would_fit(ask: Ask, caller: Caller) -> None:
    caller.call("appointments.book", start=at("10:00"), end=at("10:30"), practitioner="@chen", patient="@eva")
    asked = ("free-times", "--minutes", "30", "--with", "chen", "--from", day(), "--reasons", "10:00")
    answer = ask(*asked)
    assert "10:00 to 10:30 with Dr. Amelia Chen is not free:" in answer.out
    assert "  Dr. Amelia Chen is taken by Eva Novák, 10:00-10:30" in answer.out
    assert "later: Wednesday 14 March 2035, 10:30 to 11:00 with Dr. Amelia Chen" in answer.out
    found = ask(*asked, "--json").json
    assert (found["free"], [each["why"] for each in found["reasons"]]) == (False, ["visit"])


def test_a_free_time_is_said_to_be_free(ask: Ask) -> None:
    answer = ask("free-times", "--minutes", "30", "--with", "chen", "--from", day(), "--reasons", "10:00")
    assert answer.out.endswith("10:00 to 10:30 with Dr. Amelia Chen is free.\n")


def test_a_held_time_is_said_to_be_held_until_when(ask: Ask, caller: Caller) -> None:
    caller.call("holds.place", start=at("10:00"), end=at("10:30"), practitioner="@chen", minutes=120)
    answer = ask("free-times", "--minutes", "30", "--with", "chen", "--from", day(), "--reasons", "10:00")
    assert "Dr. Amelia Chen is held by Front desk until" in answer.out


# Names


@pytest.mark.parametrize("said", ["Dr. Amelia Chen", "chen", "AMEL", "dr. chen", "@chen"])
def test_a_practitioner_is_meant_by_name_or_a_part_of_it_or_id(said: str, ask: Ask, caller: Caller) -> None:
    answer = ask("free-times", "--minutes", "480", "--with", caller.house.named(said), "--from", day(), "--days", "1")
    assert times(answer) == ["09:00-17:00  Dr. Amelia Chen"]


def test_several_may_be_named_one_by_one(ask: Ask, caller: Caller) -> None:
    caller.call(
        "working_hours.put", practitioner="@ortega", hours=[{"weekday": 2, "start_minute": 0, "end_minute": 60}]
    )
    answer = ask("free-times", "--minutes", "60", "--with", "chen", "--with", "ortega", "--from", day(), "--days", "1")
    assert times(answer)[0] == "00:00-01:00  Dr. Luis Ortega"


def test_what_several_names_match_is_refused_with_those_names(ask: Ask) -> None:
    error = ask("free-times", "--minutes", "30", "--with", "dr", "--json").error
    assert (error["reason"], error["field"]) == ("several_match", "with")
    assert error["allowed"] == ["Dr. Amelia Chen", "Dr. Luis Ortega"]


def test_a_whole_name_goes_before_longer_ones(ask: Ask, caller: Caller) -> None:
    caller.call("services.create", name="Consultation at home", duration=480 * MINUTE)
    assert len(times(ask("free-times", "--service", "consultation", "--from", day(), "--days", "1"))) > 1


def test_equal_names_are_told_apart_by_their_ids(ask: Ask, caller: Caller) -> None:
    made = [caller.call("services.create", name="Sonography", duration=30 * MINUTE)["id"] for _ in range(2)]
    error = ask("free-times", "--service", "sonography", "--json").error
    assert error["allowed"] == [f"Sonography (id {one})" for one in sorted(made, key=int)]
    assert ask("free-times", "--service", made[0], "--from", day()).status == 0


@pytest.mark.parametrize(
    ("option", "field"),
    [("--with", "with"), ("--location", "location"), ("--service", "service"), ("--calendar", "calendar")],
)
def test_an_unknown_name_is_refused_with_what_there_is(option: str, field: str, ask: Ask) -> None:
    what = () if option in ("--service", "--calendar") else ("--minutes", "30")
    error = ask("free-times", *what, option, "nobody at all", "--json").error
    assert (error["reason"], error["field"]) == ("nothing_matches", field)
    assert error["allowed"]


def test_a_refusal_in_words_lists_the_names(ask: Ask) -> None:
    answer = ask("free-times", "--minutes", "30", "--with", "dr")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == ("frontdesk: several match; field: with; got: dr; allowed: Dr. Amelia Chen, Dr. Luis Ortega\n")


def test_what_was_put_away_is_not_meant(ask: Ask) -> None:
    assert ask("free-times", "--minutes", "30", "--with", "Gone", "--json").error["reason"] == "nothing_matches"


def test_the_location_of_a_calendar_gives_the_clock(ask: Ask, caller: Caller) -> None:
    assert "(Europe/Madrid)" in ask("free-times", "--calendar", "afar").out
    assert "Harbour (Europe/Madrid)" in ask("free-times", "--minutes", "30", "--location", "harb").out
    assert caller.house.path.exists()


def test_something_must_be_looked_for(ask: Ask) -> None:
    answer = ask("free-times")
    assert answer.status == 2
    assert "--service" in answer.err


def test_only_one_thing_is_looked_for(ask: Ask) -> None:
    assert ask("free-times", "--service", "Consultation", "--minutes", "30").status == 2


def test_a_variation_needs_its_service(ask: Ask) -> None:
    error = ask("free-times", "--minutes", "30", "--variation", "Long", "--json").error
    assert error["reason"] == "variation_without_service"


def test_one_practitioner_at_most_is_asked_for_reasons(ask: Ask) -> None:
    asked = ("--minutes", "30", "--with", "chen", "--with", "ortega", "--reasons", "10:00", "--json")
    assert ask("free-times", *asked).error["reason"] == "too_many"


@pytest.mark.parametrize(
    ("option", "said", "reason"),
    [("--from", "someday", "not_a_date"), ("--to", "31.3.", "not_a_date"), ("--reasons", "noon", "not_a_time")],
)
def test_words_that_are_no_date_or_time_are_refused(option: str, said: str, reason: str, ask: Ask) -> None:
    error = ask("free-times", "--minutes", "30", option, said, "--json").error
    assert (error["reason"], error["field"], error["got"]) == (reason, option[2:], said)


def test_an_auditor_may_look(ask: Ask) -> None:
    assert ask("free-times", "--minutes", "30", "--as", "auditor").status == 0


# Clocks that are set, and what lies beyond them


def test_a_time_that_comes_twice_says_which_of_the_two_it_is(ask: Ask, caller: Caller) -> None:
    hours = [{"weekday": 6, "start_minute": 0, "end_minute": 180}]
    caller.call("working_hours.put", practitioner="@ortega", hours=hours)
    asked = ("free-times", "--minutes", "60", "--with", "ortega", "--days", "1", "--from")
    told = [line.partition("  ")[0] for line in times(ask(*asked, "2035-11-04"))]
    assert "01:30 EDT-01:30 EST" in told
    assert "01:30 EST-02:30" in told
    assert len(set(told)) == len(told)
    assert "01:30-02:30" in [line.partition("  ")[0] for line in times(ask(*asked, "2035-11-11"))]


def test_a_time_that_the_clock_skips_is_said_to_be_none(ask: Ask) -> None:
    answer = ask("free-times", "--minutes", "30", "--reasons", "2035-03-11T02:30")
    assert "02:30 does not exist on Sunday 11 March 2035, when the clock is set forward: 03:30 is meant." in answer.out
    assert "does not exist" not in ask("free-times", "--minutes", "30", "--reasons", "2035-03-11T03:30").out


@pytest.mark.parametrize(
    ("command", "option", "said"),
    [
        ("free-times", "--from", "9999-12-31"),
        ("free-times", "--from", "0001-01-01"),
        ("free-times", "--to", "9999-12-31"),
        ("free-times", "--reasons", "9999-12-31 24:00"),
        ("free-times", "--reasons", "2199-12-31 23:00"),
        ("next-free", "--since", "9999-12-31"),
        ("next-free", "--since", "9999-12-31 10:00"),
    ],
)
def test_what_lies_beyond_the_clock_is_refused(command: str, option: str, said: str, ask: Ask) -> None:
    error = ask(command, "--minutes", "30", option, said, "--json").error
    assert (error["reason"], error["field"]) == ("time_out_of_range", option[2:])


# One time, and not several days


@pytest.mark.parametrize(
    ("option", "said", "time"),
    [("--to", day(1), "10:00"), ("--days", "3", "10:00"), ("--from", day(), f"{day()} 10:00")],
)
def test_several_days_are_not_asked_for_beside_one_time(option: str, said: str, time: str, ask: Ask) -> None:
    error = ask("free-times", "--minutes", "30", option, said, "--reasons", time, "--json").error
    assert (error["reason"], error["field"]) == ("not_with_reasons", option[2:])


@pytest.mark.parametrize("said", [-5, 0, 1441])
def test_minutes_are_refused_in_minutes(said: int, ask: Ask) -> None:
    for command in ("free-times", "next-free"):
        error = ask(command, "--minutes", said, "--json").error
        assert (error["field"], error["got"], error["allowed"]) == ("minutes", said, "1 to 1440")
