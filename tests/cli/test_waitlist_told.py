"""The waiting list from a terminal, in words and as JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import Terminal
from tests.cli.contract import Answer, Caller, at, day

Ask = Callable[..., Answer]


@pytest.fixture
def ask(caller: Caller, terminal: Terminal) -> Ask:
    """Run the command on the caller's clinic."""

    def run(*arguments: object) -> Answer:
        return terminal("waitlist", "--db", caller.house.path, *arguments)

    return run


def booked(caller: Caller) -> str:
    """Book Leo at ten, and give the id of the visit."""
    asked = {"patient": "@leo", "practitioner": "@chen", "service": "@service"}
    found: str = caller.call("appointments.book", start=at("10:00"), **asked)["id"]
    return found


def freed(caller: Caller) -> str:
    """Cancel a visit at ten, and give its id."""
    visit = caller.call(
        "appointments.book", start=at("10:00"), patient="@leo", practitioner="@chen", service="@service"
    )
    caller.call("appointments.cancel", id=visit["id"])
    found: str = visit["id"]
    return found


def test_nobody_waits_at_first(ask: Ask) -> None:
    assert ask().out == "Nobody waits.\n"


def test_who_waits_is_told_with_the_first_time_of_a_day(ask: Ask, caller: Caller) -> None:
    eva = caller.call("waitlist.add", patient="@eva", service="@service", urgency="soon")["id"]
    late = caller.call("waitlist.add", patient="@leo", service="@service", earliest=day(5))["id"]
    far = caller.call("waitlist.add", patient="@eva", service="@service", earliest=day(50))["id"]
    assert ask("--on", day()).out.splitlines() == [
        f"{eva}  Eva Novák, Consultation, soon: 09:00, Dr. Amelia Chen",
        f"{late}  Leo Martin, Consultation, routine: Monday 19 March 2035, 09:00, Dr. Amelia Chen",
        f"{far}  Eva Novák, Consultation, routine: fits nowhere yet",
    ]


def test_one_who_has_an_offer_is_said_to(ask: Ask, caller: Caller) -> None:
    eva = caller.call("waitlist.add", patient="@eva", service="@service")["id"]
    caller.call("waitlist.offer", id=eva, start=at("10:00"), practitioner="@chen")
    assert ask("--on", day()).out == f"{eva}  Eva Novák, Consultation, routine: has an offer\n"


def test_who_fits_what_a_visit_has_freed_is_told_with_the_reasons(ask: Ask, caller: Caller) -> None:
    visit = freed(caller)
    assert ask("--after", visit).out.splitlines() == [
        "Wednesday 14 March 2035, 10:00-10:30, Dr. Amelia Chen",
        "  nobody who waits fits",
    ]
    eva = caller.call("waitlist.add", patient="@eva", service="@service", urgency="urgent")["id"]
    [line] = ask("--after", visit).out.splitlines()[1:]
    assert line == f"  10:00  {eva}  Eva Novák, Consultation (urgent, fills gap, waited longest)"


def test_a_visit_that_stands_has_freed_nothing(ask: Ask, caller: Caller) -> None:
    visit = caller.call(
        "appointments.book", start=at("10:00"), patient="@leo", practitioner="@chen", service="@service"
    )
    assert ask("--after", visit["id"]).out == "Nothing is free there.\n"


def test_the_free_seats_of_a_class_are_counted(ask: Ask, caller: Caller) -> None:
    asked = {"service": "@service", "start": at("14:00"), "practitioner": "@chen", "max_attendees": 2}
    [made] = caller.call("group_appointments.create", **asked)["visits"]
    assert "2 free" in ask("--after", made["id"]).out


def test_json_is_what_the_operations_answer(ask: Ask, caller: Caller) -> None:
    caller.call("waitlist.add", patient="@eva", service="@service")
    visit = freed(caller)
    assert ask("--on", day(), "--json").json == caller.call("waitlist.on_day", day=day())
    assert ask("--after", visit, "--json").json == caller.call("waitlist.fits_after", appointment=visit)


@pytest.mark.parametrize(
    ("arguments", "field"), [(("--on", "never"), "on"), (("--after", "the last"), "after"), (("--after", "1"), None)]
)
def test_what_is_not_understood_is_refused(ask: Ask, arguments: tuple[str, str], field: str | None) -> None:
    answer = ask(*arguments, "--json")
    assert answer.status == 2
    assert answer.error.get("field") == field
