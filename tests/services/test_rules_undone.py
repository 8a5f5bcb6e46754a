"""Every step with the clinic's rules is taken back whole by one undo, and done again by one redo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.equipment import Need
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.series import Scope
from frontdesk.services.service_parts import NewVariation
from frontdesk.store.registry import ENTITIES
from tests.support.clinics import DAY, Desk
from tests.support.rules import dated, on

WEEK = [WeeklyHours(2, 600, 720)]


def state(desk: Desk) -> dict[str, Any]:
    """Give every record of the book, without what follows from how often it was written, and every claim."""
    with desk.clinic.book.reading() as book:
        held = {
            entity.name: {
                record.id: replace(record, **{n: 0 for n in ("version", "updated_at") if hasattr(record, n)})
                for record in book.all(entity.value)
            }
            for entity in ENTITIES
        }
        held["claim"] = set(map(tuple, book.connection.exec_driver_sql("SELECT * FROM claim")))
    return held


class Rules:
    """A clinic with one of everything, and visits that hold it."""

    def __init__(self, desk: Desk) -> None:
        clinic = desk.clinic
        self.desk, self.clinic = desk, clinic
        self.north = clinic.locations.create(name="North", zone_name="America/Chicago")
        self.ecg = clinic.equipment.create(name="ECG", quantity=2).equipment
        self.group = clinic.calendar_groups.create(name="Walk-in")
        team = [Member(desk.chen.id)]
        self.calendar = clinic.calendars.create(
            name="Check", kind=CalendarKind.PERSONAL, group=self.group.id, team=team
        )
        self.unused = clinic.calendars.create(name="Unused", kind=CalendarKind.PERSONAL, team=team)
        clinic.rooms.update(id=desk.room.id, calendars=[self.unused.id])
        clinic.equipment.update(id=self.ecg.id, calendar=self.unused.id)
        self.schedule = clinic.schedules.search(practitioner=desk.chen.id)[0]
        clinic.schedules.attach(id=self.schedule.id, calendar=self.unused.id)
        self.closure = clinic.closures.create(name="Stocktaking", first=DAY + timedelta(days=3)).closure
        clinic.closures.choose_holidays(location=clinic.locations.list()[0].id, country="US")
        self.holiday = clinic.closures.list(holidays=True)[0]
        rule = "FREQ=WEEKLY;COUNT=4"
        self.block = clinic.blocks.create(
            start=desk.at(12), end=desk.at(13), title="Lunch", practitioner=desk.chen.id, rule=rule
        ).block
        self.service = clinic.services.create(
            name="Heart check",
            equipment=[Need(self.ecg.id)],
            variations=[NewVariation(name="Long", duration=60 * MINUTE)],
        )
        for hour in (9, 10):
            desk.book(hour, service=self.service.id)
        desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id, service=self.service.id)


@pytest.fixture
def rules(desk: Desk) -> Rules:
    return Rules(desk)


Step = Callable[[Rules], object]
STEPS: dict[str, Step] = {
    "plain week": lambda r: r.clinic.working_hours.put(practitioner=r.desk.chen.id, hours=WEEK),
    "first week": lambda r: r.clinic.working_hours.put(practitioner=r.desk.ortega.id, hours=WEEK),
    "schedule made": lambda r: r.clinic.schedules.create(name="Late", practitioner=r.desk.ortega.id),
    "rules": lambda r: r.clinic.schedules.update(
        id=r.schedule.id,
        zone_name="Europe/Madrid",
        calendars=[],
        rules=[on(Weekday.MONDAY, "08:00-09:00", every=2, since=DAY), dated(DAY, note="Leave")],
    ),
    "schedule deleted": lambda r: r.clinic.schedules.delete(id=r.schedule.id),
    "detached": lambda r: r.clinic.schedules.detach(id=r.schedule.id, calendar=r.unused.id),
    "own hours": lambda r: r.clinic.event_schedules.create(
        calendar=r.calendar.id, rules=[on(Weekday.MONDAY, "08:00-09:00")]
    ),
    "closure": lambda r: r.clinic.closures.create(name="Move", first=DAY, last=DAY + timedelta(days=2)),
    "closure gone": lambda r: r.clinic.closures.delete(id=r.closure.id),
    "other country": lambda r: r.clinic.closures.choose_holidays(
        location=r.clinic.locations.list()[0].id, country="ES", region="MD"
    ),
    "no country": lambda r: r.clinic.closures.choose_holidays(location=r.clinic.locations.list()[0].id, country=None),
    "struck": lambda r: r.clinic.closures.strike(id=r.holiday.id),
    "block": lambda r: r.clinic.blocks.create(
        start=r.desk.at(14), end=r.desk.at(15), calendar=r.calendar.id, rule="FREQ=DAILY;COUNT=3"
    ),
    "block of a series moved on": lambda r: r.clinic.blocks.update(
        id=r.block.id, scope=Scope.FOLLOWING, start=Instant(r.block.start + 30 * MINUTE)
    ),
    "blocks gone": lambda r: r.clinic.blocks.delete(id=r.block.id, scope=Scope.ALL),
    "service": lambda r: r.clinic.services.update(id=r.service.id, variations=[], practitioners=[r.desk.chen.id]),
    "service deleted": lambda r: r.clinic.services.delete(id=r.service.id),
    "unused service deleted": lambda r: r.clinic.services.delete(id=r.desk.service.id),
    "calendar": lambda r: r.clinic.calendars.update(
        id=r.calendar.id, open_hours=None, group=None, per_day=3, extras={"widgetType": "neo"}
    ),
    "calendar with all its ties deleted": lambda r: r.clinic.calendars.delete(id=r.unused.id),
    "group deleted": lambda r: r.clinic.calendar_groups.delete(id=r.group.id),
    "group hidden": lambda r: r.clinic.calendar_groups.set_active(id=r.group.id, active=False),
    "other default": lambda r: r.clinic.locations.update(id=r.north.id, is_default=True),
    "location deleted": lambda r: r.clinic.locations.delete(id=r.north.id),
    "room deleted": lambda r: r.clinic.rooms.delete(id=r.desk.other_room.id),
    "out of service, and visits lose their unit": lambda r: r.clinic.equipment.update(id=r.ecg.id, out_of_service=1),
    "equipment deleted": lambda r: r.clinic.equipment.delete(id=r.ecg.id),
    "profile": lambda r: r.clinic.profile.update(currency="EUR", zone_name="Europe/Madrid"),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))
def test_a_step_is_taken_back_whole_and_done_again(rules: Rules, step: Step) -> None:
    before = state(rules.desk)
    step(rules)
    after = state(rules.desk)
    assert after != before
    rules.clinic.history.undo()
    assert state(rules.desk) == before
    rules.clinic.history.redo()
    assert state(rules.desk) == after
