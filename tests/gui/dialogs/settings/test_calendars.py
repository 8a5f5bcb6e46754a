"""The page of calendars, by keys alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from frontdesk.domain.calendar import CalendarKind, Distribution, Member, Place, PlaceKind, Repeating, Taken
from frontdesk.domain.length import Length, Unit
from frontdesk.gui.dialogs.settings.calendars_editor import CalendarEditor
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait, list_page, names
from tests.gui.dialogs.settings.walking import key, left, walk_to
from tests.support.clinics import Desk


def editor(window: SettingsWindow) -> CalendarEditor:
    found = list_page(window).editor
    assert isinstance(found, CalendarEditor)
    return found


def shown_columns(window: SettingsWindow) -> list[str]:
    return [column.field for column in editor(window).team.team.model.columns]


@pytest.fixture
def gp(desk: Desk) -> Any:
    """Give a calendar of Dr. Chen alone."""
    team = [Member(desk.chen.id)]
    return desk.clinic.calendars.create(name="General practice", kind=CalendarKind.SERVICE, team=team)


def test_a_calendar_is_made_changed_and_read_again_by_keys_alone(
    desk: Desk, opener: Opener, press: Press, settled: Wait, qtbot: Any
) -> None:
    window = opener("calendars")
    page, form = list_page(window), editor(window)
    walk_to(qtbot, page.add)
    press("<Space><Down><Enter>")
    press("General practice")
    walk_to(qtbot, form.team.team.add)
    press("<Space>chen<Tab>10<Enter>")
    left(qtbot, form.team.team)
    key(qtbot, Qt.Key.Key_Insert)
    press("ort<Enter>")
    left(qtbot, form.team.team)
    walk_to(qtbot, form.team.distribution)
    press("<Down>")
    walk_to(qtbot, form.slots.lengths["interval"].amount)
    press("15")
    walk_to(qtbot, form.slots.lengths["notice"].amount)
    press("2h")
    walk_to(qtbot, form.slots.lengths["window"].amount)
    press("60")
    walk_to(qtbot, form.slots.per_day)
    press("12")
    walk_to(qtbot, form.behaviour.checks["auto_confirm"])
    press("<Space><Enter>")
    settled()
    made = desk.clinic.calendars.list()[-1]
    assert (made.name, made.kind, made.auto_confirm) == ("General practice", CalendarKind.ROUND_ROBIN, False)
    assert made.team == (Member(desk.chen.id, 10), Member(desk.ortega.id))
    assert (made.distribution, made.interval) == (Distribution.EQUAL, Length(15))
    assert (made.notice, made.window, made.per_day) == (Length(2, Unit.HOURS), Length(60, Unit.DAYS), 12)
    walk_to(qtbot, form.slots.per_day)
    press("9<Enter>")
    settled()
    after = desk.clinic.calendars.get(id=made.id)
    assert after == replace(made, per_day=9, version=after.version)
    assert form.said["draft"].calendar() == replace(after, position=0, version=1)
    assert not page.is_changed


def test_the_kind_is_chosen_first_and_another_can_be_until_it_is_saved(
    opener: Opener, press: Press, qtbot: Any
) -> None:
    window = opener("calendars")
    form = editor(window)
    list_page(window).begin_new()
    assert form.kinds.isVisible()
    form.kinds.cards[CalendarKind.CLASS].click()
    press("Yoga")
    assert form.slots.fields["per_slot"].caption.text() == "Seats"
    assert form.slots.sentence.text() == "Visits of 1 h every 1 h, 12 seats."
    walk_to(qtbot, form.about.other_kind)
    press("<Space>")
    assert form.kinds.isVisible()
    form.kinds.cards[CalendarKind.COLLECTIVE].click()
    assert form.slots.fields["per_slot"].caption.text() == "Bookings at a time"


def test_a_kind_alone_is_left_without_a_word(gp: Any, opener: Opener, press: Press) -> None:
    window = opener("calendars")
    page = list_page(window)
    page.begin_new()
    editor(window).kinds.cards[CalendarKind.CLASS].click()
    assert not page.is_changed
    press("Yoga")
    assert page.is_changed
    press("<Back><Back><Back><Back>")
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    assert page.item is not None
    assert page.item.id == gp.id


def test_a_short_name_that_is_taken_is_said_beside_it(
    gp: Any, opener: Opener, press: Press, settled: Wait, qtbot: Any
) -> None:
    window = opener("calendars")
    form = editor(window)
    list_page(window).begin_new()
    form.choose_kind(CalendarKind.EVENT)
    press("Open day")
    walk_to(qtbot, form.about.slug)
    press("general practice<Enter>")
    settled()
    assert form.fields["slug"].message.text() == "This short name is taken."


def test_kind_and_location_of_a_saved_calendar_stay_and_it_says_why(desk: Desk, gp: Any, opener: Opener) -> None:
    desk.clinic.locations.create(name="Harbour")
    about = editor(opener("calendars")).about
    assert not about.location.isEnabled()
    assert not about.other_kind.isVisible()
    assert about.fixed.isVisible()
    assert about.kind.text().startswith("Service")


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        (CalendarKind.PERSONAL, ["practitioner", "place", "detail"]),
        (CalendarKind.ROUND_ROBIN, ["practitioner", "priority", "place", "detail"]),
        (CalendarKind.COLLECTIVE, ["practitioner", "primary", "place", "detail"]),
    ],
)
def test_the_columns_of_the_team_follow_the_kind(kind: CalendarKind, columns: list[str], opener: Opener) -> None:
    window = opener("calendars")
    list_page(window).begin_new()
    editor(window).choose_kind(kind)
    assert shown_columns(window) == columns
    assert editor(window).team.distribution.isVisible() is (kind is CalendarKind.ROUND_ROBIN)


def test_a_second_practitioner_of_a_personal_calendar_is_refused_as_it_is_added(
    opener: Opener, press: Press, qtbot: Any
) -> None:
    window = opener("calendars")
    form = editor(window)
    list_page(window).begin_new()
    form.choose_kind(CalendarKind.PERSONAL)
    press("Chen")
    walk_to(qtbot, form.team.team.add)
    press("<Space>chen<Enter>")
    left(qtbot, form.team.team)
    assert not form.fields["team"].is_wrong
    assert list_page(window).save.isEnabled()
    key(qtbot, Qt.Key.Key_Insert)
    press("ort<Enter>")
    left(qtbot, form.team.team)
    assert "exactly one practitioner" in form.fields["team"].message.text()
    assert not list_page(window).save.isEnabled()
    key(qtbot, Qt.Key.Key_Delete)
    assert not form.fields["team"].is_wrong
    assert list_page(window).save.isEnabled()


def test_a_collective_without_a_primary_is_refused_until_one_is_ticked(
    opener: Opener, press: Press, qtbot: Any
) -> None:
    window = opener("calendars")
    form = editor(window)
    list_page(window).begin_new()
    form.choose_kind(CalendarKind.COLLECTIVE)
    walk_to(qtbot, form.team.team.add)
    press("<Space>chen<Enter>")
    left(qtbot, form.team.team)
    assert "primary" in form.fields["team"].message.text()
    press("<Right><Space>")
    assert not form.fields["team"].is_wrong


def test_repeats_are_refused_while_the_team_has_two(gp: Any, opener: Opener, press: Press, qtbot: Any) -> None:
    window = opener("calendars")
    form = editor(window)
    walk_to(qtbot, form.repeats.on)
    press("<Space>")
    assert not form.fields["repeating"].is_wrong
    walk_to(qtbot, form.repeats.count)
    press("30")
    assert form.fields["repeating.count"].is_wrong
    press("<Back><Back>8")
    assert not form.fields["repeating.count"].is_wrong
    walk_to(qtbot, form.team.team.grid)
    key(qtbot, Qt.Key.Key_Insert)
    press("ort<Enter>")
    left(qtbot, form.team.team)
    assert form.fields["repeating"].is_wrong


def test_places_and_repeats_are_kept(
    desk: Desk, gp: Any, opener: Opener, press: Press, settled: Wait, qtbot: Any
) -> None:
    form = editor(opener("calendars"))
    walk_to(qtbot, form.team.places.add)
    press("<Space>vid<Tab>https://meet<Enter>")
    left(qtbot, form.team.places)
    walk_to(qtbot, form.repeats.on)
    press("<Space>")
    walk_to(qtbot, form.repeats.taken)
    press("<Down><Down><Enter>")
    settled()
    after = desk.clinic.calendars.get(id=gp.id)
    assert [replace(place, id=None) for place in after.places] == [Place(PlaceKind.VIDEO, "https://meet")]
    assert after.repeating == Repeating(after.repeating.frequency, 6, Taken.NEXT_FREE)


def test_the_sentence_follows_what_is_typed(gp: Any, opener: Opener, press: Press, qtbot: Any) -> None:
    form = editor(opener("calendars"))
    walk_to(qtbot, form.slots.lengths["notice"].amount)
    press("90 min")
    assert form.slots.sentence.text() == "Visits of 30 min every 30 min, 90 min notice."
    press("<Tab>")
    assert form.slots.lengths["notice"].amount.text() == "90"


def test_a_window_in_hours_is_no_choice_and_a_long_one_is_refused(
    gp: Any, opener: Opener, press: Press, qtbot: Any
) -> None:
    form = editor(opener("calendars"))
    walk_to(qtbot, form.slots.lengths["window"].amount)
    press("5000 days")
    assert form.fields["window"].message.text() == "From 1 day to 1100 days."
    assert "put right" in form.slots.sentence.text()


def test_a_field_is_put_into_the_title_and_shown(gp: Any, opener: Opener, press: Press, qtbot: Any) -> None:
    form = editor(opener("calendars"))
    walk_to(qtbot, form.behaviour.title)
    press("{{{{patient}}}} {{{{who}}}}".replace("{{", "{").replace("}}", "}"))
    assert "“who”" in form.fields["title_template"].message.text()
    form.behaviour.title.setText("{{patient}} with ")
    button = next(b for b in form.behaviour.findChildren(type(form.uses.hours)) if b.text() == "Practitioner")
    walk_to(qtbot, button)
    press("<Space>")
    assert form.behaviour.title.text() == "{{patient}} with {{practitioner}}"
    assert form.behaviour.example.text() == "Such as: Eva Novak with Dr. Amelia Chen"


def test_its_own_hours_are_asked_for(gp: Any, opener: Opener, press: Press, qtbot: Any) -> None:
    window = opener("calendars")
    form = editor(window)
    walk_to(qtbot, form.uses.hours)
    with qtbot.waitSignal(list_page(window).asked) as asked:
        press("<Space>")
    assert asked.args == ["hours", gp.id]


def test_what_needs_a_calendar_is_told(desk: Desk, gp: Any, opener: Opener) -> None:
    desk.clinic.rooms.update(id=desk.room.id, calendars=[gp.id])
    assert editor(opener("calendars")).uses.needed.text().startswith("Needs Room 1.")


def test_a_calendar_with_visits_is_archived_and_the_page_says_so(
    desk: Desk, gp: Any, opener: Opener, settled: Wait
) -> None:
    desk.book(10, calendar=gp.id)
    window = opener("calendars")
    list_page(window).gone.click()
    settled()
    assert "Archived, not deleted" in list_page(window).message.text()
    assert names(window) == []
