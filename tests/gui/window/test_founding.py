"""From the first start to one's own clinic: the wizard over the window, and the board after it."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.gui.dialogs.wizard import Wizard
from frontdesk.gui.dialogs.wizard_draft import Person, Step
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from tests.gui.window.conftest import Settle, toasts


def the_wizard() -> Wizard:
    """Give the wizard that is open."""
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Wizard) and each.isVisible()]
    return found


@pytest.fixture
def wizard(window: MainWindow, settle: Settle, tmp_path: Path, qtbot: QtBot) -> Wizard:
    """Give the wizard as the first start offers it, for a clinic of two."""
    window.begin()
    qtbot.mouseClick(window.inside.first.new, Qt.MouseButton.LeftButton)
    settle()
    made = the_wizard()
    made.draft.name, made.draft.place = "Harbour Health", str(tmp_path / "harbour.frontdesk")
    made.draft.people = (Person("Dr. Amelia Chen", "General practice"), Person("Kim Doyle, RN"))
    made.clinic.fill(made.draft)
    made.clinic.place.control.setText(made.draft.place)
    made.clinic.zone.control.setCurrentText("America/New York")
    return made


def test_the_board_stands_there_with_everyones_column_and_what_was_made_is_told(
    wizard: Wizard, window: MainWindow, settle: Settle
) -> None:
    wizard.finish()
    settle()
    inside = window.inside
    assert window.windowTitle() == "Harbour Health — Frontdesk"
    assert [column.name for column in inside.days.board.columns] == ["Dr. Amelia Chen", "Kim Doyle, RN"]
    assert not shiboken6.isValid(wizard)
    (told,) = toasts(inside)
    assert told.startswith("Harbour Health is set up: 2 practitioners, 6 services, 2 rooms.")


def test_the_new_clinic_is_opened_again_next_time(wizard: Wizard, window: MainWindow, settle: Settle) -> None:
    wizard.finish()
    settle()
    assert window.inside.settings.latest_files()[0] == wizard.draft.path


def test_a_clinic_that_could_not_be_made_leaves_the_wizard_and_no_file(
    wizard: Wizard, window: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr("frontdesk.store.files.os.fsync", full)
    wizard.finish()
    settle()
    assert wizard.next.isEnabled()
    assert wizard.clinic.place.message.text().startswith("The disk is full.")
    assert window.inside.days.board is None
    assert sorted(tmp_path.iterdir()) == before


def test_what_was_typed_is_offered_again_after_the_wizard_was_left(
    wizard: Wizard, window: MainWindow, settle: Settle
) -> None:
    wizard.go_on()
    wizard.reject()
    window.inside.ask_founding()
    settle()
    again = the_wizard()
    assert again.draft.step is Step.PEOPLE
    assert again.people.rows[0].name.text() == "Dr. Amelia Chen"
    again.reject()
    settle()


def test_another_clinic_is_set_up_from_the_menu_of_an_open_one(inside: Inside, settle: Settle) -> None:
    inside.work.do("found")
    settle()
    the_wizard().reject()
    settle()
    assert inside.days.board is not None


def test_a_second_clinic_begins_anew(wizard: Wizard, window: MainWindow, settle: Settle) -> None:
    wizard.finish()
    settle()
    window.inside.ask_founding()
    settle()
    again = the_wizard()
    assert (again.draft.name, again.draft.people, again.draft.step) == ("", (), Step.CLINIC)
    again.reject()
    settle()
