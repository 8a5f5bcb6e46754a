"""The page of calendar groups, by keys alone."""

from __future__ import annotations

from typing import Any

from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.gui.dialogs.settings.groups_editor import GroupEditor
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait, list_page, names
from tests.gui.dialogs.settings.walking import walk_to
from tests.support.clinics import Desk


def editor(window: SettingsWindow) -> GroupEditor:
    found = list_page(window).editor
    assert isinstance(found, GroupEditor)
    return found


def test_a_group_is_made_changed_and_read_again_by_keys_alone(
    desk: Desk, opener: Opener, press: Press, settled: Wait, qtbot: Any
) -> None:
    window = opener("groups")
    form = editor(window)
    walk_to(qtbot, list_page(window).add)
    press("<Space>Physiotherapy<Tab><Tab>Backs and knees<Tab><Enter>")
    settled()
    made = desk.clinic.calendar_groups.list()[0]
    assert (made.name, made.slug, made.description, made.active) == (
        "Physiotherapy",
        "physiotherapy",
        "Backs and knees",
        True,
    )
    walk_to(qtbot, form.active)
    press("<Space>")
    assert "cannot be booked" in form.hides.text()
    press("<Enter>")
    settled()
    assert not desk.clinic.calendar_groups.get(id=made.id).active
    assert form.said == {
        "name": "Physiotherapy",
        "slug": "physiotherapy",
        "description": "Backs and knees",
        "active": False,
    }


def test_whether_a_short_name_is_free_is_said_while_it_is_typed(
    desk: Desk, opener: Opener, press: Press, settled: Wait, qtbot: Any
) -> None:
    desk.clinic.calendar_groups.create(name="Skin")
    window = opener("groups")
    form = editor(window)
    list_page(window).begin_new()
    press("Other<Tab>SKIN")
    settled()
    assert form.fields["slug"].message.text() == "“skin” is taken by another group."
    assert not list_page(window).save.isEnabled()
    press(" 2")
    settled()
    assert form.fields["slug"].message.text() == "“skin-2” is free."
    assert list_page(window).save.isEnabled()


def test_the_short_name_that_would_be_made_is_shown(opener: Opener, press: Press) -> None:
    window = opener("groups")
    list_page(window).begin_new()
    press("Backs & knees")
    assert editor(window).slug.placeholderText() == "backs-knees"


def test_a_deleted_group_names_the_calendars_that_are_in_none_now(desk: Desk, opener: Opener, settled: Wait) -> None:
    group = desk.clinic.calendar_groups.create(name="Skin")
    team = [Member(desk.chen.id)]
    for name in ("Laser", "Peel"):
        desk.clinic.calendars.create(name=name, kind=CalendarKind.SERVICE, team=team, group=group.id)
    window = opener("groups")
    assert editor(window).calendars.text() == "Laser, Peel"
    list_page(window).gone.click()
    settled()
    assert "In no group now: Laser, Peel." in list_page(window).message.text()
    assert names(window) == []


def test_a_group_is_hidden_by_its_switch_and_never_archived(desk: Desk, opener: Opener) -> None:
    desk.clinic.calendar_groups.create(name="Skin", active=False)
    page = list_page(opener("groups"))
    assert [hit.remark for hit in page.list.hits] == ["hidden"]
    assert not page.away.isVisible()
