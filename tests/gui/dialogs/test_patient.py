"""A patient made, changed and merged; what is wrong is told beside its field, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.gui.dialogs.patient import PatientDialog
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import Desk, add_patient

Opener = Callable[..., PatientDialog]


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the dialog with everything read."""

    def do(**given: Any) -> PatientDialog:
        dialog = PatientDialog(tasks, over, **given)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        qtbot.waitUntil(lambda: tasks.idle)
        return dialog

    return do


def test_a_new_patient_begins_with_what_was_searched_for(opener: Opener) -> None:
    dialog = opener(text="ana ruiz")
    assert dialog.form.fields["given_name"].control.text() == "Ana"
    assert dialog.form.fields["family_name"].control.text() == "Ruiz"
    assert dialog.form.fields["birth_date"].control.hasFocus()


def test_enter_writes_a_new_patient(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    dialog = opener(text="ana ruiz")
    with qtbot.waitSignal(dialog.saved) as signal:
        press("2 jun 1979<Enter>")
    assert desk.clinic.patients.get(id=signal.args[0].id).birth_date.isoformat() == "1979-06-02"


def test_how_a_birth_date_was_understood_is_told_while_it_is_typed(opener: Opener, press: Press) -> None:
    dialog = opener(text="ana ruiz")
    press("2.6.79")
    assert "46 years" in dialog.form.fields["birth_date"].message.text()


@pytest.mark.parametrize(
    ("name", "typed"), [("birth_date", "32.13.1979"), ("phones", "1"), ("email", "nobody"), ("number", "1002")]
)
def test_what_is_wrong_is_told_beside_its_field_and_stays_as_typed(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any, name: str, typed: str
) -> None:
    dialog = opener(patient=desk.eva.id)
    field = dialog.form.fields[name]
    field.control.setFocus()
    field.control.selectAll()
    press(f"{typed}<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert dialog.isVisible()
    assert field.is_wrong or dialog.message.text()
    assert field.control.text() == typed


def test_a_change_writes_what_changed_and_keeps_the_rest(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    dialog = opener(patient=desk.eva.id)
    dialog.form.fields["phones"].control.setFocus()
    with qtbot.waitSignal(dialog.saved):
        press("612 345 678, 699-111-222<Enter>")
    after = desk.clinic.patients.get(id=desk.eva.id)
    assert after.phones == ("612 345 678", "699-111-222")
    assert (after.name, after.birth_date) == (desk.eva.name, desk.eva.birth_date)


def test_a_patient_without_a_name_is_refused(opener: Opener, press: Press) -> None:
    dialog = opener()
    press("<Enter>")
    assert dialog.form.fields["family_name"].is_wrong


def test_two_records_of_one_patient_are_made_one(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    twin = add_patient(desk.clinic, "Eva", "Novak", "1009", birth_date=desk.eva.birth_date)
    visit = desk.book(9, 0, patient=twin.id)
    dialog = opener(patient=desk.eva.id)
    dialog.form.alike.itemAt(1).widget().click()
    with qtbot.waitSignal(dialog.merged):
        press("<Space>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert desk.clinic.appointments.get(id=visit.id).appointment.patient_id == desk.eva.id
    assert desk.clinic.patients.get(id=twin.id).merged_into == desk.eva.id
    assert dialog.form.alike.count() == 0


def test_nothing_is_merged_before_it_is_agreed_to(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    twin = add_patient(desk.clinic, "Eva", "Novak", "1009", birth_date=desk.eva.birth_date)
    dialog = opener(patient=desk.eva.id)
    dialog.form.alike.itemAt(1).widget().click()
    qtbot.waitUntil(lambda: tasks.idle)
    assert desk.clinic.patients.get(id=twin.id).merged_into is None


def test_a_stale_patient_is_not_overwritten(desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener(patient=desk.eva.id)
    desk.clinic.patients.update(id=desk.eva.id, alert="Allergy")
    dialog.form.fields["email"].control.setFocus()
    press("eva@example.org<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert dialog.message.text()
    assert desk.clinic.patients.get(id=desk.eva.id).email == ""


def test_no_name_stands_in_the_title_of_the_window(desk: Desk, opener: Opener) -> None:
    assert "Eva" not in opener(patient=desk.eva.id).windowTitle()
