"""The wizard that sets a clinic up: by keys alone, forward and back, and nothing written before the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.errors import Conflict, Invalid, Unavailable
from frontdesk.gui.dialogs.wizard import Wizard, begin_draft
from frontdesk.gui.dialogs.wizard_draft import PATTERNS, Draft, Person, Step
from frontdesk.gui.dialogs.wizard_end import made_words
from frontdesk.gui.dialogs.wizard_offers import kind_of, kinds, offers, week_words
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press

Opener = Callable[[Draft], Wizard]


@pytest.fixture
def idle_tasks(dressed: QApplication) -> Iterator[Tasks]:
    """Give a worker that has no clinic open, as at the first start."""
    made = Tasks()
    yield made
    made.end()


@pytest.fixture
def opener(idle_tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    def do(draft: Draft) -> Wizard:
        wizard = Wizard(idle_tasks, draft, over)
        wizard.open()
        wizard.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and wizard.isActiveWindow())
        qtbot.waitUntil(lambda: idle_tasks.idle)
        return wizard

    return do


@pytest.fixture
def wizard(opener: Opener, tmp_path: Path) -> Wizard:
    """Give the wizard at its first page, on a machine in New York."""
    draft = begin_draft(tmp_path)
    draft.zone = "America/New_York"
    return opener(draft)


def to(wizard: Wizard, step: Step) -> None:
    while wizard.draft.step < step:
        wizard.go_on()


def test_a_clinic_of_five_is_set_up_by_typing_names_and_pressing_enter(
    wizard: Wizard, press: Press, qtbot: Any
) -> None:
    with qtbot.waitSignal(wizard.finished_asked) as told:
        keys = press("Harbour Health<Enter>")
        for name in ("Dr. Amelia Chen", "Dr. Luis Ortega", "Nora Svensson", "Dr. Ravi Patel", "Kim Doyle, RN"):
            keys += press(f"{name}<Enter>")
        keys += press("<Enter><Enter><Enter><Enter>")
    founding = told.args[0].founding("Room %1")
    assert (founding.name, founding.zone_name, founding.country) == ("Harbour Health", "America/New_York", "US")
    assert [p.name for p in founding.practitioners][::4] == ["Dr. Amelia Chen", "Kim Doyle, RN"]
    assert all(len(p.hours) == 10 for p in founding.practitioners)
    assert len(founding.services) == 6
    assert len(founding.rooms) == 5
    assert keys == sum(map(len, ("Harbour Health", *(p.name for p in founding.practitioners)))) + 10


def test_ctrl_enter_finishes_from_the_first_page_with_the_usual(wizard: Wizard, qtbot: Any) -> None:
    with qtbot.waitSignal(wizard.finished_asked) as told:
        qtbot.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].called == "My clinic"
    assert len(told.args[0].chosen) == 6


def test_nothing_is_written_before_the_end(wizard: Wizard, tmp_path: Path) -> None:
    to(wizard, Step.END)
    assert list(tmp_path.iterdir()) == []


def test_back_and_forward_keep_what_was_typed(wizard: Wizard, press: Press, qtbot: Any) -> None:
    press("Harbour<Enter>Ann Lee<Tab>Midwifery<Enter>")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(wizard, key, Qt.KeyboardModifier.AltModifier)
    assert wizard.draft.step is Step.PEOPLE
    assert wizard.people.rows[0].cells == ("Ann Lee", "Midwifery")
    wizard.go_back()
    assert wizard.clinic.name.control.text() == "Harbour"


def test_esc_leaves_and_what_was_typed_is_offered_again(wizard: Wizard, opener: Opener, press: Press) -> None:
    press("Harbour<Enter>Ann Lee<Esc>")
    again = opener(wizard.draft)
    assert again.draft.step is Step.PEOPLE
    assert again.people.rows[0].name.text() == "Ann Lee"


def test_every_step_can_be_skipped(wizard: Wizard) -> None:
    for step in list(Step)[:-1]:
        assert wizard.draft.step is step
        wizard.people.rows[0].name.setText("Ann Lee")
        wizard.skip.click()
    assert wizard.draft.step is Step.END
    assert (wizard.draft.people, wizard.draft.chosen) == ((), ())


def test_a_step_is_gone_to_by_its_name(wizard: Wizard, qtbot: Any) -> None:
    qtbot.mouseClick(wizard.steps.buttons[3], Qt.MouseButton.LeftButton)
    assert wizard.draft.step is Step.SERVICES
    assert wizard.steps.buttons[0].done
    assert wizard.steps.buttons[3].current


def test_the_zone_tells_the_country_and_the_money(wizard: Wizard) -> None:
    wizard.clinic.zone.control.setCurrentText("Europe/Madrid")
    assert wizard.clinic.country.control.currentText() == "Spain"
    assert wizard.clinic.region.isVisibleTo(wizard.clinic)
    wizard.go_on()
    assert (wizard.draft.country, wizard.draft.currency) == ("ES", "EUR")


def test_a_country_that_was_chosen_stays_whatever_the_zone(wizard: Wizard) -> None:
    wizard.clinic.country.control.setCurrentText("germ")
    wizard.clinic.keep(wizard.draft)
    wizard.clinic.zone.control.setCurrentText("Europe/Madrid")
    wizard.go_on()
    assert wizard.draft.country == "DE"


def test_a_zone_is_found_by_its_city(wizard: Wizard) -> None:
    wizard.draft.zone = "UTC"
    wizard.clinic.zone.control.setCurrentText("new york")
    wizard.go_on()
    assert wizard.draft.zone == "America/New_York"


def test_a_zone_that_is_not_known_is_said_beside_it(wizard: Wizard) -> None:
    wizard.clinic.zone.control.setCurrentText("Atlantis")
    wizard.go_on()
    assert wizard.draft.step is Step.CLINIC
    assert wizard.clinic.zone.is_wrong
    assert wizard.clinic.zone.control.hasFocus()


def test_a_file_that_is_there_is_said_beside_its_place(wizard: Wizard, tmp_path: Path) -> None:
    (tmp_path / "old.frontdesk").touch()
    wizard.clinic.place.control.setText("old")
    wizard.clinic.place.control.textEdited.emit("old")
    wizard.go_on()
    assert "is there already" in wizard.clinic.place.message.text()


def test_the_place_follows_the_name_until_one_is_typed(wizard: Wizard, press: Press, tmp_path: Path) -> None:
    press("Harbour")
    assert wizard.clinic.place.control.text() == str(tmp_path / "harbour.frontdesk")


def test_a_list_is_pasted_as_rows(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.PEOPLE)
    press("Old Hand<Enter>")
    QApplication.clipboard().setText("Ann Lee\tMidwifery\nKim Doyle, RN\nOld Hand\n")
    wizard.people.rows[1].name.paste()
    wizard.go_on()
    assert [(p.name, p.speciality) for p in wizard.draft.people] == [
        ("Old Hand", ""),
        ("Ann Lee", "Midwifery"),
        ("Kim Doyle, RN", ""),
    ]


def test_a_speciality_is_completed_in_its_own_letters(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.PEOPLE)
    press("Nora<Tab>physio<Enter>")
    assert wizard.people.rows[0].cells == ("Nora", "Physiotherapy")
    assert wizard.people.rows[1].name.hasFocus()


def test_a_practitioner_is_left_out_by_the_cross_or_by_an_empty_name(wizard: Wizard, press: Press, qtbot: Any) -> None:
    to(wizard, Step.PEOPLE)
    press("Ann<Enter>Bo<Enter>Cy<Enter>")
    qtbot.mouseClick(wizard.people.rows[1].remove, Qt.MouseButton.LeftButton)
    wizard.people.rows[0].name.clear()
    wizard.go_on()
    assert [p.name for p in wizard.draft.people] == ["Cy"]


def test_only_rows_with_a_name_can_be_left_out(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.PEOPLE)
    press("Ann<Enter>Bo<Enter>Cy<Enter>Di<Enter>")
    assert [row.remove.isVisible() for row in wizard.people.rows] == [True] * 4 + [False]


def test_a_pattern_is_chosen_by_an_arrow(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.HOURS)
    press("<Down><Enter>")
    assert wizard.draft.step is Step.SERVICES
    assert wizard.draft.week == PATTERNS[1].week((0, 1, 2, 3, 4))


def test_one_of_them_keeps_other_hours(opener: Opener, tmp_path: Path, press: Press) -> None:
    draft = begin_draft(tmp_path)
    draft.people, draft.step = (Person("Ann"), Person("Bo")), Step.HOURS
    wizard = opener(draft)
    wizard.hours.list.setFocus()
    press("<Down><Down>")
    monday = wizard.hours.week.control.lines[0]
    monday.setFocus()
    monday.selectAll()
    press("7-11<Enter>")
    ann, bo = wizard.draft.people
    assert ann.week is None
    assert bo.week is not None
    assert bo.week[0] == "7-11"
    assert wizard.draft.week[0] == PATTERNS[0].day


def test_other_hours_go_back_to_everyones(opener: Opener, tmp_path: Path, press: Press) -> None:
    draft = begin_draft(tmp_path)
    draft.people, draft.step = (Person("Ann", "", PATTERNS[1].week((0, 1, 2))),), Step.HOURS
    wizard = opener(draft)
    wizard.hours.list.setFocus()
    press("<Down>")
    wizard.hours.pattern.control.setFocus()
    for _ in range(8):
        press("<Up>")
    wizard.go_on()
    assert wizard.draft.people[0].week is None


def test_hours_that_cannot_be_read_are_said_on_the_day_of_whom_they_are(opener: Opener, tmp_path: Path) -> None:
    draft = begin_draft(tmp_path)
    draft.people = (Person("Ann", "", ("", "", "early", "", "", "", "")),)
    draft.step = Step.HOURS
    wizard = opener(draft)
    wizard.go_on()
    assert wizard.draft.step is Step.HOURS
    assert wizard.hours.week.is_wrong
    assert wizard.hours.list.currentIndex().row() == 1
    assert wizard.hours.week.control.lines[2].hasFocus()


def test_the_services_fit_what_most_practitioners_are(opener: Opener, tmp_path: Path) -> None:
    draft = begin_draft(tmp_path)
    draft.people = (Person("Ann", "Psychologist"), Person("Bo", "Psychotherapy"), Person("Cy", "Family medicine"))
    wizard = opener(draft)
    to(wizard, Step.SERVICES)
    assert wizard.services.kind.control.currentData() == "psychology"
    assert wizard.services.rows[0].name.text() == offers("psychology")[0].name


def test_a_service_is_unticked_changed_and_added_by_keys(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.SERVICES)
    press("<Tab><Space><Tab><Tab><Tab><Tab><Tab><Tab>")
    second = wizard.services.rows[1]
    assert second.length.hasFocus()
    second.length.selectAll()
    press("20<Tab>45.50")
    last = next(row for row in wizard.services.rows if row.is_blank)
    last.name.setFocus()
    press("Acupuncture<Enter><Enter>")
    chosen = {offer.name: offer for offer in wizard.draft.chosen}
    assert wizard.draft.step is Step.END
    assert "Consultation" not in chosen
    assert (chosen["Follow-up"].length, chosen["Follow-up"].price) == ("20", "45.50")
    assert chosen["Acupuncture"].length == "30 min"


def test_arrows_walk_down_a_column_of_services(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.SERVICES)
    wizard.services.rows[0].price.setFocus()
    press("<Down><Down>")
    assert wizard.services.rows[2].price.hasFocus()


def test_a_price_that_cannot_be_read_is_said_below_its_row(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.SERVICES)
    wizard.services.rows[2].price.setFocus()
    press("cheap<Enter>")
    assert wizard.draft.step is Step.SERVICES
    assert "no price" in wizard.services.rows[2].wrong.text()
    assert wizard.services.rows[2].price.hasFocus()


def test_the_services_of_another_kind_are_shown_by_an_arrow(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.SERVICES)
    press("<Down>")
    assert wizard.services.rows[0].name.text() == offers("physiotherapy")[0].name


def test_a_line_of_the_summary_leads_to_its_step(wizard: Wizard) -> None:
    to(wizard, Step.END)
    line = next(line for line in wizard.end.lines if "practitioner" in line.text())
    line.click()
    assert wizard.draft.step is Step.PEOPLE


def test_a_number_of_rooms_that_cannot_be_is_said_beside_it(wizard: Wizard, press: Press) -> None:
    to(wizard, Step.END)
    press("many<Enter>")
    assert wizard.end.rooms.is_wrong


def test_what_is_wrong_elsewhere_is_gone_to_at_the_end(wizard: Wizard, qtbot: Any) -> None:
    to(wizard, Step.END)
    wizard.draft.zone = "Atlantis"
    with qtbot.assertNotEmitted(wizard.finished_asked):
        wizard.finish()
    assert wizard.draft.step is Step.CLINIC


@pytest.mark.parametrize(
    ("refusal", "step"),
    [
        (Unavailable("disk_full", path="x"), Step.CLINIC),
        (Invalid("too_long_text", field="name", got=1, allowed="2"), Step.CLINIC),
        (Invalid("bad_price", field="services[0].price", got=1, allowed="2"), Step.SERVICES),
    ],
)
def test_a_refusal_of_the_book_is_said_where_it_can_be_mended(wizard: Wizard, refusal: Conflict, step: Step) -> None:
    to(wizard, Step.END)
    wizard.finish()
    wizard.refuse(refusal)
    assert wizard.draft.step is step
    assert wizard.next.isEnabled()


def test_a_refusal_without_a_field_is_said_at_the_foot(wizard: Wizard) -> None:
    wizard.finish()
    wizard.refuse(Conflict("in_use"))
    assert "in use" in wizard.message.text()


def test_what_nobody_foresaw_leaves_the_wizard_to_be_tried_again(wizard: Wizard, idle_tasks: Tasks) -> None:
    wizard.finish()
    idle_tasks.broke.emit("KeyError")
    assert wizard.next.isEnabled()


def test_finish_is_asked_for_once(wizard: Wizard, qtbot: Any) -> None:
    asked: list[Draft] = []
    wizard.finished_asked.connect(asked.append)
    wizard.finish()
    wizard.finish()
    assert len(asked) == 1


def test_every_kind_of_clinic_offers_services_that_can_be_made(tmp_path: Path) -> None:
    for kind, _ in kinds():
        draft = Draft(folder=tmp_path)
        draft.with_kind(kind, offers(kind))
        assert draft.chosen
        assert list(draft.faults(Step.SERVICES)) == []


@pytest.mark.parametrize(
    ("specialities", "kind"),
    [
        ((), "general"),
        (("Dentist", "Hygiene"), "dental"),
        (("Fisioterapia",), "physiotherapy"),
        (("Juggling",), "general"),
    ],
)
def test_the_kind_of_a_clinic_is_guessed_from_its_people(specialities: tuple[str, ...], kind: str) -> None:
    assert kind_of(Person("Ann", speciality) for speciality in specialities) == kind


def test_days_with_the_same_hours_are_said_together() -> None:
    assert week_words(("9:00-12:00",) * 3 + ("", "8:00-10:00", "", "")) == "Mon–Wed 09:00–12:00 · Fri 08:00–10:00"
    assert week_words(("",) * 7) == "never open"


def test_what_was_made_is_told_with_where_it_is_changed(tmp_path: Path) -> None:
    draft = Draft(folder=tmp_path, name="Harbour %2", people=(Person("Ann"),))
    assert made_words(draft).startswith("Harbour %2 is set up: 1 practitioner, 0 services, 1 room.")
    assert "Ctrl+," in made_words(draft)
