"""The field that offers what fits, and never makes anyone wait for it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.parts.hits import Hit
from tests.gui.dialogs.conftest import Press

NAMES = ("Consultation", "Follow-up", "Vaccination")


class Form(QWidget):
    """Two fields and what the first of them told."""

    def __init__(self, *, drops: bool, answers: bool = True) -> None:
        super().__init__()
        self.field = Suggest("Service", drops=drops)
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.other)
        self.told: list[Any] = []
        self.field.taken.connect(self.told.append)
        self.field.went_on.connect(lambda: self.told.append("on"))
        self.field.unchanged.connect(lambda: self.told.append("unchanged"))
        self.field.nothing.connect(lambda: self.told.append("nothing"))
        if answers:
            self.field.asked.connect(self.answer)

    def answer(self, text: str) -> None:
        """Offer the names that begin so."""
        found = [name for name in NAMES if name.lower().startswith(text.lower())]
        self.field.offer(text, [Hit(name, payload=name) for name in found])


def shown(qtbot: Any, form: Form) -> Form:
    qtbot.addWidget(form)
    form.resize(400, 400)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.field.setFocus()
    return form


@pytest.fixture
def form(dressed: QApplication, qtbot: Any) -> Form:
    return shown(qtbot, Form(drops=True))


@pytest.fixture
def late(dressed: QApplication, qtbot: Any) -> Form:
    """A field whose answers come when the test gives them."""
    return shown(qtbot, Form(drops=True, answers=False))


def test_enter_takes_the_first_that_fits_and_goes_on(form: Form, press: Press) -> None:
    press("fol<Enter>")
    assert form.told == ["Follow-up", "on"]


def test_arrows_choose_another(form: Form, press: Press) -> None:
    press("<Down><Down><Enter>")
    assert form.told == ["Follow-up", "on"]


def test_enter_that_comes_before_the_answer_goes_on_at_once_and_takes_it_then(late: Form, press: Press) -> None:
    press("fol<Enter>")
    assert late.told == ["on"]
    late.answer("fol")
    assert late.told == ["on", "Follow-up"]


def test_an_answer_to_what_was_asked_before_is_left_aside(late: Form, press: Press) -> None:
    press("v")
    press("ac<Enter>")
    late.answer("v")
    assert late.told == ["on"]


def test_typing_on_takes_back_an_enter_that_is_waiting(late: Form, press: Press) -> None:
    press("fol<Enter>")
    press("x")
    late.answer("fol")
    assert late.told == ["on"]


def test_enter_with_nothing_typed_changes_nothing(form: Form, press: Press) -> None:
    form.field.hold("Consultation")
    press("<Enter>")
    assert form.told == ["unchanged"]


def test_enter_where_nothing_fits_says_so(form: Form, press: Press) -> None:
    press("zzz<Enter>")
    assert form.told == ["nothing"]


def test_tab_takes_the_first_that_fits(form: Form, press: Press) -> None:
    press("vac<Tab>")
    assert form.told == ["Vaccination"]
    assert form.other.hasFocus()


def test_tab_where_nothing_fits_puts_back_what_was_held(form: Form, press: Press) -> None:
    form.field.hold("Consultation")
    form.field.selectAll()
    press("zzz<Tab>")
    assert form.field.text() == "Consultation"


def test_esc_puts_back_what_was_held(form: Form, press: Press) -> None:
    form.field.hold("Consultation")
    form.field.selectAll()
    press("vac<Esc>")
    assert (form.field.text(), form.field.is_open) == ("Consultation", False)


def test_the_first_letter_replaces_what_was_held(form: Form, press: Press) -> None:
    form.field.hold("Consultation")
    form.other.setFocus()
    form.field.setFocus()
    press("v")
    assert form.field.text() == "v"


def test_leaving_makes_nothing_new(dressed: QApplication, qtbot: Any, press: Press) -> None:
    form = shown(qtbot, Form(drops=False, answers=False))
    press("ana")
    form.field.offer("ana", [Hit("+ New patient", icon="user-plus", payload="new")])
    press("<Tab>")
    assert form.told == []
    assert form.field.text() == "ana"


def test_typing_over_one_who_was_chosen_lets_go_of_them(dressed: QApplication, qtbot: Any, press: Press) -> None:
    form = shown(qtbot, Form(drops=False))
    form.field.hold("Eva Novák")
    form.field.selectAll()
    press("l")
    assert form.told == [None]


def test_the_list_is_below_the_field_and_goes_when_the_field_is_left(form: Form, press: Press) -> None:
    press("c")
    assert form.field.is_open
    form.other.setFocus()
    assert not form.field.is_open
