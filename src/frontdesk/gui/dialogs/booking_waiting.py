"""The way from the booking dialog to the waiting list: where no free time suits, whoever is asked for waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.gui.dialogs.booking_draft import Draft
from frontdesk.gui.dialogs.waitlist_draft import EntryOpening
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking import BookingDialog
    from frontdesk.gui.dialogs.waitlist_entry import EntryDialog


class BookingWaiting(QObject):
    """Opens the dialog of an entry over one booking, with all that was chosen; once it is saved both are closed."""

    def __init__(self, dialog: BookingDialog, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog, self._tasks = dialog, tasks
        self.entry: EntryDialog | None = None
        dialog.wait.clicked.connect(lambda _checked=False: self.open())

    def show(self, draft: Draft) -> None:
        """Offer it for a new visit of a patient to come."""
        dialog = self._dialog
        new = not dialog.editing and dialog.opening.hold is None
        dialog.wait.setVisible(new and not draft.staff and draft.calendar is None and not draft.further)

    def open(self) -> None:
        """Ask for the rest: which days, how urgent, until when."""
        from frontdesk.gui.dialogs.waitlist_entry import EntryDialog

        dialog = self._dialog
        dialog.follow()
        draft = dialog.draft
        opening = EntryOpening(
            person=draft.person,
            offer=draft.offer,
            practitioner=draft.practitioner,
            length=draft.lasts if draft.length is not None or draft.add_ons else None,
            note=draft.note,
            masked=dialog.opening.masked,
        )
        self.entry = EntryDialog(self._tasks, dialog, opening=opening)
        self.entry.stepped.connect(dialog.stepped)
        self.entry.saved.connect(lambda _entry: self._leave())
        self.entry.open()

    def _leave(self) -> None:
        """Close the booking: nothing of it is left to be offered again, but what had been before."""
        dialog = self._dialog
        if dialog.kept.draft is not None:
            dialog.put_away.emit(dialog.kept.draft)
        dialog.done(dialog.DialogCode.Rejected.value)
