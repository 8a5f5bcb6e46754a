"""The dialog of a block, by keys and by mouse; and the words of a rule there and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.series import Scope
from frontdesk.gui.dialogs import block_draft as drafts
from frontdesk.gui.dialogs import block_words as words
from frontdesk.gui.dialogs.block import BlockDialog
from frontdesk.gui.dialogs.block_draft import Draft, Ends, Opening, Owner, Repeat
from frontdesk.gui.dialogs.block_scope import ScopeCard
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.blocks import BlockReply, BlockTrial
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, ZONE, Desk

Opener = Callable[..., BlockDialog]
CHEN = Owner(Id(1), "Dr. Amelia Chen")
NOON = Draft(DAY, DAY, "Lunch", CHEN, 12 * 60, 13 * 60)


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, desk: Desk, qtbot: Any) -> Opener:
    """Open the dialog with everything read: over noon of Dr. Chen, or whatever else is said."""

    def do(**given: Any) -> BlockDialog:
        asked = {"start": desk.at(12), "end": desk.at(13), "practitioner": desk.chen.id, **given}
        dialog = BlockDialog(tasks, over, opening=Opening(**asked))
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        settled(dialog, tasks, qtbot)
        return dialog

    return do


def settled(dialog: BlockDialog, tasks: Tasks, qtbot: Any) -> None:
    """Wait until what was typed has been looked up."""
    qtbot.waitUntil(lambda: tasks.idle and not dialog._rest.isActive() and dialog._choices is not None)


def saved(dialog: BlockDialog, qtbot: Any, act: Callable[[], object]) -> BlockReply:
    """Do something that writes the block, and give what was written."""
    with qtbot.waitSignal(dialog.saved) as heard:
        act()
    reply: BlockReply = heard.args[0]
    return reply


# The draft


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, None),
        ({"repeat": Repeat.DAILY}, "FREQ=DAILY"),
        ({"repeat": Repeat.WORKDAYS}, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ({"repeat": Repeat.WEEKLY, "weekdays": frozenset({0, 4})}, "FREQ=WEEKLY;BYDAY=MO,FR"),
        ({"repeat": Repeat.WEEKLY, "weekdays": frozenset({2}), "weeks": 2}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ({"repeat": Repeat.DAILY, "ends": Ends.ON, "until": date(2026, 4, 1)}, "FREQ=DAILY;UNTIL=20260401"),
        ({"repeat": Repeat.DAILY, "ends": Ends.AFTER, "times": 3}, "FREQ=DAILY;COUNT=3"),
    ],
)
def test_a_draft_says_its_rule_and_reads_it_again(changed: dict[str, Any], rule: str | None) -> None:
    draft = replace(NOON, **changed)
    assert draft.rule() == rule
    assert drafts.with_rule(NOON, rule) == draft


@pytest.mark.parametrize(
    "rule", ["FREQ=MONTHLY;BYDAY=1MO", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260401T120000Z"]
)
def test_a_rule_that_the_dialog_cannot_say_stays_as_it_is(rule: str) -> None:
    draft = drafts.with_rule(NOON, rule)
    assert (draft.repeat, draft.rule()) == (Repeat.OTHER, rule)


def test_a_block_that_begins_later_ends_later_and_keeps_its_length() -> None:
    moved = NOON.from_minute(14 * 60)
    assert (moved.start_minute, moved.end_minute) == (14 * 60, 15 * 60)
    assert NOON.from_minute(23 * 60 + 30).end_minute == 13 * 60


def test_a_block_on_another_day_lasts_as_many_days() -> None:
    three = replace(NOON, last=date(2026, 3, 20)).on(date(2026, 4, 1))
    assert (three.first, three.last) == (date(2026, 4, 1), date(2026, 4, 3))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"owner": None}, "practitioner"),
        ({"last": date(2026, 3, 17)}, "last"),
        ({"end_minute": 12 * 60}, "end"),
        ({"repeat": Repeat.DAILY, "ends": Ends.ON}, "until"),
        ({"repeat": Repeat.DAILY, "ends": Ends.ON, "until": date(2026, 3, 1)}, "until"),
        ({}, None),
    ],
)
def test_what_a_block_lacks_is_named(changed: dict[str, Any], field: str | None) -> None:
    assert drafts.lacking(replace(NOON, **changed), ZONE) == field


def test_only_what_was_changed_is_sent() -> None:
    assert drafts.changing(NOON, NOON, ZONE, alone=True) == {}
    assert drafts.changing(replace(NOON, title="Break"), NOON, ZONE, alone=True) == {"title": "Break"}
    daily = replace(NOON, repeat=Repeat.DAILY)
    assert drafts.changing(daily, NOON, ZONE, alone=False) == {"rule": "FREQ=DAILY"}
    assert drafts.changing(daily, NOON, ZONE, alone=True) == {}
    other = replace(NOON, owner=Owner(Id(7), "Flu", is_calendar=True))
    assert drafts.changing(other, NOON, ZONE, alone=True) == {"calendar": 7, "practitioner": None}


def trial(count: int = 3, horizon: int | None = None) -> BlockTrial:
    start = NOON.start(ZONE)
    return BlockTrial(start, NOON.end(ZONE), count, None if horizon is None else Instant(horizon), (), 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Wed 18 Mar, 12:00–13:00 · 1 h"),
        ({"whole_days": True, "last": date(2026, 3, 20)}, "Wed 18 Mar – Fri 20 Mar"),
        ({"repeat": Repeat.DAILY}, "Every day, 12:00–13:00, from Wed 18 Mar · 3 times"),
        (
            {"repeat": Repeat.WEEKLY, "weekdays": frozenset({0, 2}), "weeks": 2},
            "Every 2 weeks on Monday and Wednesday, 12:00–13:00, from Wed 18 Mar · 3 times",
        ),
        (
            {"repeat": Repeat.WORKDAYS, "ends": Ends.ON, "until": date(2026, 4, 1)},
            "Every weekday, 12:00–13:00, from Wed 18 Mar, until 1 Apr 2026 · 3 times",
        ),
    ],
)
def test_the_sentence_says_the_rule(dressed: QApplication, changed: dict[str, Any], said: str) -> None:
    assert words.sentence(replace(NOON, **changed), ZONE, trial()) == said


def test_the_sentence_says_how_far_a_rule_without_end_is_entered(dressed: QApplication) -> None:
    horizon = NOON.start(ZONE) + 731 * 86_400_000
    said = words.sentence(replace(NOON, repeat=Repeat.DAILY), ZONE, trial(731, horizon))
    assert said.endswith("entered 731 times, up to March 2028")


# The dialog


def test_two_letters_and_enter_block_the_time_that_was_drawn(opener: Opener, press: Press, qtbot: Any) -> None:
    dialog = opener()
    assert dialog.fields.title.hasFocus()
    reply = saved(dialog, qtbot, lambda: press("lu<Enter>"))
    assert reply.block.title.casefold() == "lunch"
    assert reply.count == 1


def test_the_time_and_the_owner_are_those_of_the_place_on_the_board(desk: Desk, opener: Opener) -> None:
    fields = opener().fields
    assert (fields.first.text(), fields.start.text(), fields.end.text()) == ("Wed 18 Mar", "12:00", "13:00")
    assert fields.owner.text() == "Dr. Amelia Chen"


def test_a_click_on_a_usual_title_writes_it(opener: Opener, qtbot: Any) -> None:
    dialog = opener()
    dialog.fields._suggest("Training")
    assert (dialog.draft.title, dialog.fields.title.text()) == ("Training", "Training")


def test_enter_before_the_book_has_answered_is_kept(
    tasks: Tasks, over: QWidget, desk: Desk, press: Press, qtbot: Any
) -> None:
    opening = Opening(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id)
    dialog = BlockDialog(tasks, over, opening=opening)
    dialog.open()
    dialog.fields.title.setText("Meeting")
    assert saved(dialog, qtbot, dialog.send).block.title == "Meeting"


def test_visits_under_it_are_listed_while_it_is_typed_and_opened_by_a_click(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    visit = desk.book(14, 15)
    dialog = opener()
    assert (dialog.over.rows, dialog.over.none.isHidden()) == ([], False)
    dialog.fields.start.setFocus()
    dialog.fields.start.selectAll()
    press("14<Tab>")
    settled(dialog, tasks, qtbot)
    assert dialog.over.head.text() == "1 visit lies under it"
    assert [row.text() for row in dialog.over.rows] == ["Eva Novák"]
    with qtbot.waitSignal(dialog.visit_asked) as heard:
        qtbot.mouseClick(dialog.over.rows[0], Qt.MouseButton.LeftButton)
    assert heard.args == [visit.id]


def test_masked_names_stay_masked_in_the_list(desk: Desk, opener: Opener) -> None:
    desk.book(12, 15)
    assert [row.text() for row in opener(masked=True).over.rows] == ["Visit"]


def test_a_time_that_cannot_be_read_is_told_beside_its_field_and_stays(opener: Opener, press: Press) -> None:
    dialog = opener()
    dialog.fields.end.setFocus()
    dialog.fields.end.selectAll()
    press("soon<Enter>")
    assert dialog.isVisible()
    assert dialog.fields.fields["end"].is_wrong
    assert dialog.fields.end.text() == "soon"


def test_an_end_before_the_start_is_told_beside_the_field(opener: Opener, press: Press, qtbot: Any) -> None:
    dialog = opener()
    dialog.fields.end.setFocus()
    dialog.fields.end.selectAll()
    press("11<Enter>")
    qtbot.waitUntil(lambda: dialog.fields.fields["end"].is_wrong)
    assert dialog.fields.fields["end"].message.text() == "The end must lie after the start."


def test_a_block_can_be_a_calendar_s(desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any) -> None:
    made = desk.clinic.calendars.create(name="Flu clinic", kind=CalendarKind.EVENT)
    dialog = opener()
    dialog.fields.owner.setFocus(Qt.FocusReason.TabFocusReason)
    press("flu<Enter>")
    settled(dialog, tasks, qtbot)
    block = saved(dialog, qtbot, dialog.send).block
    assert (block.calendar_id, block.practitioner_id) == (made.id, None)


def test_whole_days_hide_the_times_and_are_written_as_such(opener: Opener, qtbot: Any, desk: Desk) -> None:
    dialog = opener()
    qtbot.keyClick(dialog.fields.whole, Qt.Key.Key_Space)
    assert dialog.fields.fields["start"].isHidden()
    block = saved(dialog, qtbot, dialog.send).block
    assert (block.all_day, block.start) == (True, desk.at(0))


def test_a_weekly_block_by_keyboard_alone(opener: Opener, press: Press, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener()
    press("Lunch<Tab><Tab><Tab><Tab><Tab><Tab><Tab>")
    assert dialog.fields.repeat.hasFocus()
    press("<Down><Down><Down>")
    settled(dialog, tasks, qtbot)
    assert dialog.fields.weekdays.chosen == {2}
    while not dialog.fields.weekdays.buttons[4].hasFocus():
        press("<Tab>")
    press("<Space>")
    settled(dialog, tasks, qtbot)
    assert dialog.fields.sentence.text().startswith("Every Wednesday and Friday, 12:00–13:00, from Wed 18 Mar")
    reply = saved(dialog, qtbot, lambda: dialog.save.setFocus() or press("<Enter>"))
    assert reply.rule == "FREQ=WEEKLY;BYDAY=WE,FR"


def test_a_number_of_times_is_written(opener: Opener, qtbot: Any) -> None:
    dialog = opener()
    dialog.fields.repeat.chosen.emit(Repeat.DAILY.value)
    dialog.fields.ends.chosen.emit(Ends.AFTER.value)
    assert dialog.fields.times.hasFocus()
    dialog.fields.times.setValue(4)
    reply = saved(dialog, qtbot, dialog.send)
    assert (reply.rule, reply.count) == ("FREQ=DAILY;COUNT=4", 4)


def test_an_end_on_a_day_is_read_as_it_is_typed(opener: Opener, press: Press, qtbot: Any) -> None:
    dialog = opener()
    dialog.fields.repeat.chosen.emit(Repeat.DAILY.value)
    dialog.fields.ends.chosen.emit(Ends.ON.value)
    reply = saved(dialog, qtbot, lambda: press("21 mar<Enter>"))
    assert reply.rule == "FREQ=DAILY;UNTIL=20260321"


def weekly(desk: Desk) -> BlockReply:
    """Make five Wednesdays of lunch."""
    return desk.clinic.blocks.create(
        start=desk.at(12),
        end=desk.at(13),
        title="Lunch",
        practitioner=desk.chen.id,
        rule="FREQ=WEEKLY;BYDAY=WE;COUNT=5",
    )


def test_one_of_a_series_is_changed_alone_unless_all_are_chosen(
    desk: Desk, opener: Opener, press: Press, qtbot: Any
) -> None:
    block = weekly(desk).block
    dialog = opener(block=block.id)
    assert (dialog.scope.choice, dialog.fields.fields["rule"].isHidden()) == ("this", True)
    saved(dialog, qtbot, lambda: press("Break<Enter>"))
    titles = [each.title for each in desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=90))]
    assert titles == ["Break", "Lunch", "Lunch", "Lunch", "Lunch"]


def test_all_of_a_series_are_changed_when_they_are_chosen(desk: Desk, opener: Opener, qtbot: Any) -> None:
    block = weekly(desk).block
    dialog = opener(block=block.id)
    dialog.scope.choose("all")
    dialog.scope.chosen.emit("all")
    assert not dialog.fields.fields["rule"].isHidden()
    dialog.fields.title.setText("Break")
    assert saved(dialog, qtbot, dialog.send).count == 5


def test_a_block_is_removed_from_its_dialog(desk: Desk, opener: Opener, qtbot: Any) -> None:
    block = weekly(desk).block
    dialog = opener(block=block.id)
    dialog.scope.choose("following")
    with qtbot.waitSignal(dialog.removed) as heard:
        dialog.remove.click()
    assert heard.args == [5]


def test_nothing_changed_writes_nothing(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    block = weekly(desk).block
    before = desk.clinic.history.log().total
    dialog = opener(block=block.id)
    with qtbot.waitSignal(dialog.accepted):
        press("<Enter>")
    assert desk.clinic.history.log().total == before


def test_a_refusal_is_told_where_it_belongs(desk: Desk, opener: Opener, qtbot: Any, tasks: Tasks) -> None:
    dialog = opener()
    desk.clinic.practitioners.archive(id=desk.chen.id)
    dialog.send()
    qtbot.waitUntil(lambda: dialog.fields.fields["practitioner"].is_wrong)
    assert dialog.isVisible()


# Which of the series


def test_the_card_takes_this_one_by_enter_and_walks_by_arrows(over: QWidget, press: Press, qtbot: Any) -> None:
    card = ScopeCard(over)
    over.activateWindow()
    qtbot.waitUntil(over.isActiveWindow)
    for keys, scope in (("<Enter>", Scope.THIS), ("<Down><Enter>", Scope.FOLLOWING), ("<Up><Enter>", Scope.ALL)):
        card.ask(Id(9), "Lunch", QRect(100, 100, 120, 40))
        with qtbot.waitSignal(card.chosen) as heard:
            press(keys)
        assert heard.args == [9, scope.value]
        assert card.isHidden()


def test_esc_keeps_all(over: QWidget, press: Press, qtbot: Any) -> None:
    card = ScopeCard(over)
    over.activateWindow()
    qtbot.waitUntil(over.isActiveWindow)
    card.ask(Id(9), "Lunch", QRect(100, 100, 120, 40))
    with qtbot.assertNotEmitted(card.chosen):
        press("<Esc>")
    assert card.isHidden()


def test_a_time_of_day_in_the_last_day_is_told_to_be_no_date(opener: Opener, press: Press) -> None:
    dialog = opener()
    dialog.fields.last.setFocus()
    dialog.fields.last.selectAll()
    press("11:30<Tab>")
    field = dialog.fields.fields["last"]
    assert (field.is_wrong, dialog.draft.last) == (True, DAY)
    assert "not a date" in field.message.text()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_all_ways_of_repeating_are_seen_at_once(opener: Opener) -> None:
    repeat = opener().fields.repeat
    repeat.showPopup()
    view = repeat.view()
    rows = sum(view.sizeHintForRow(row) for row in range(repeat.count()))
    # Whatever the popup is given otherwise: the rows, a border and the padding of the sheet.
    room = view.minimumHeight() - 2 * 5
    repeat.hidePopup()
    assert room >= rows


def test_to_be_ill_is_offered_as_off_sick() -> None:
    assert "Off sick" in words.suggestions()
