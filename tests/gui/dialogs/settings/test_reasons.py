"""The page of reasons and of how long patients may wait, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from frontdesk.domain.clinic import USUAL_WAITING_LIMIT
from frontdesk.domain.reason import USUAL_REASONS, Away, Reason
from frontdesk.gui.dialogs.settings.reasons import ReasonsPage
from frontdesk.gui.dialogs.settings.reasons_draft import LIMIT, ReasonRow, ReasonsDraft
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait
from tests.support.clinics import Desk

of_lists = pytest.mark.qt_log_ignore("This plugin does not support")


def page(window: SettingsWindow) -> ReasonsPage:
    assert isinstance(window.page, ReasonsPage)
    return window.page


def words(desk: Desk, away: Away) -> list[str]:
    return [reason.words for reason in desk.clinic.reasons.list(away=away)]


@of_lists
def test_a_reason_is_added_and_put_first_by_keys(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    shown = page(opener("reasons"))
    table = shown.editor.tables[Away.LEFT.value]
    table.add.click()
    press("Called away<Enter>")
    QApplication.processEvents()
    for _ in range(3):
        table.up.click()
    shown.write()
    settled()
    assert words(desk, Away.LEFT)[:2] == ["Called away", "Waited too long"]
    assert words(desk, Away.CANCEL) == [each.words for each in USUAL_REASONS if each.away is Away.CANCEL]


@of_lists
def test_a_reason_is_taken_out(desk: Desk, opener: Opener, settled: Wait) -> None:
    shown = page(opener("reasons"))
    table = shown.editor.tables[Away.NO_SHOW.value]
    table.go_to(0, "words")
    table.remove.click()
    shown.write()
    settled()
    assert words(desk, Away.NO_SHOW) == ["Called too late", "Not reached"]


@of_lists
def test_the_limit_is_written_by_enter(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    shown = page(opener("reasons"))
    before = shown.editor.limit.control.text()
    shown.editor.limit.control.setFocus()
    shown.editor.limit.control.selectAll()
    press("20<Enter>")
    settled()
    assert (before, desk.clinic.profile.get().waiting_limit) == (str(USUAL_WAITING_LIMIT), 20)
    assert shown.message.text() == "Saved."


@of_lists
def test_what_is_no_limit_is_said_beside_it_and_not_written(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    shown = page(opener("reasons"))
    shown.editor.limit.control.setFocus()
    shown.editor.limit.control.selectAll()
    press("0")
    assert (shown.editor.limit.message.text(), shown.save.isEnabled()) == ("Write 1 to 240 minutes.", False)
    press("<Back>900")
    shown.write()
    settled()
    assert shown.editor.limit.is_wrong
    assert desk.clinic.profile.get().waiting_limit is None


@of_lists
def test_undo_brings_the_list_back(desk: Desk, opener: Opener, settled: Wait) -> None:
    desk.clinic.reasons.put(reasons=[Reason(Away.CANCEL, "Snowed in")])
    shown = page(opener("reasons"))
    desk.clinic.history.undo()
    shown.read()
    settled()
    assert shown.editor.said[Away.CANCEL.value][0] == ReasonRow("Patient ill")


def test_a_reason_twice_in_its_list_is_a_problem_and_in_another_is_none() -> None:
    twice = {"cancel": (ReasonRow("Ill"), ReasonRow("ILL ")), "no_show": (ReasonRow("Ill"),), "left": (), LIMIT: "15"}
    assert [(f.reason, f.facts["field"]) for f in ReasonsDraft().problems(twice)] == [("reason_twice", "cancel[1]")]


def test_rows_in_which_nothing_stands_are_no_reasons() -> None:
    said = {"cancel": (ReasonRow(" "), ReasonRow("Ill")), "no_show": (), "left": (), LIMIT: "15"}
    assert ReasonsDraft().values_of(said)["reasons"] == (Reason(Away.CANCEL, "Ill"),)


def test_the_page_is_found_by_what_it_is_for(opener: Opener) -> None:
    window = opener("clinic")
    window.nav.search.setText("waiting limit")
    QApplication.processEvents()
    assert [hit.title for hit in window.nav.found.hits] == ["Reasons and waiting"]
