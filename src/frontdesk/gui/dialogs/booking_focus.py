"""How the focus goes on by itself in the booking dialog, and to the form of a new patient and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs import booking_words as words
from frontdesk.gui.dialogs.booking_draft import Person

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking import BookingDialog


class BookingFocus(QObject):
    """Where the focus goes next in one dialog."""

    def __init__(self, dialog: BookingDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def begin(self) -> None:
        """Go to what is to be typed first."""
        fields = self._dialog.fields
        first = fields.service if self._dialog.opening.find else fields.first_empty()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_patient(self) -> None:
        """Go on where Enter came with nothing typed."""
        if self._dialog.draft.person is None and not self._dialog.opening.find:
            self.go_to_lacking("patient")
        else:
            self.go_on_from_patient()

    def go_on_from_patient(self) -> None:
        """Go to the service; where a time was found first, to the button that books it."""
        dialog = self._dialog
        if dialog.stack.currentWidget() is dialog.new_patient:
            return
        done = dialog.opening.find and dialog.draft.by_hand
        (dialog.book if done else dialog.fields.service).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on_from_service(self) -> None:
        """Go to the times, or to the button that books where the time is picked already."""
        dialog = self._dialog
        if dialog.opening.start is not None or not dialog.pane.focus_chosen():
            dialog.book.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_service(self) -> None:
        """Go on where Enter came with nothing typed."""
        if self._dialog.opening.start is not None:
            self._dialog.send()
        else:
            self.go_on_from_service()

    def go_to_lacking(self, name: str) -> None:
        """Go to the field without which nothing can be booked, and say so there."""
        field = self._dialog.fields.fields[name]
        field.say_wrong(words.lacking(name))
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_patient(self, text: str) -> None:
        """Show the form of a new patient."""
        dialog = self._dialog
        dialog.stack.setCurrentWidget(dialog.new_patient)
        dialog.new_patient.begin(text, dialog.choices.now if dialog.choices else Instant(0), dialog.zone)
        dialog.book.setEnabled(False)

    def back_to_fields(self) -> None:
        """Show the fields again."""
        dialog = self._dialog
        dialog.stack.setCurrentIndex(0)
        dialog.view.show_book()
        dialog.fields.patient.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_new_patient(self, person: Person) -> None:
        """Book for the patient who was just made."""
        self.back_to_fields()
        self._dialog.fields.patient.hold("")
        self._dialog.take_person(person)
        self.go_on_from_patient()
