"""A single visit for other programs: on the clipboard, as a file, or in a drag that leaves the window.

What is put into a mail, a calendar or a folder is the same: the calendar entry itself, a file of it, and words about
it. Which of them is taken is up to the program: calendars take the entry, mail programs and file managers the file,
text fields the words. The words name no patient, and neither does the name of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date, wall
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.outbox import Outbox
from frontdesk.gui.window.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontdesk.services.clinic import Clinic
    from frontdesk.services.visits import Details

translate = QCoreApplication.translate
CALENDAR = "text/calendar"
# Older file managers paste nothing but this: what is to be done, then the files.
_COPIED_FILES = "x-special/gnome-copied-files"


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit as others take it: the calendar file, its name and place, words about it, and its time in brief."""

    data: bytes = field(repr=False)
    path: Path
    words: str = field(repr=False)
    when: str


class Sharing(QObject):
    """Hands single visits out."""

    def __init__(
        self, window: QWidget, tasks: Tasks, toasts: Toasts, steps: Steps, outbox: Outbox, settings: Settings | None
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._toasts, self._steps = window, tasks, toasts, steps
        self._outbox, self._settings = outbox, settings

    def copy(self, visit: Id) -> None:
        """Put a visit on the clipboard, so that it can be pasted into a mail, a calendar or a folder."""
        self.prepare(visit, self._put_on_clipboard)

    def save(self, visit: Id) -> None:
        """Ask where a visit goes as a file, and write it there."""
        from frontdesk.gui.dialogs.where import ask_where

        def ask(entry: Entry) -> None:
            kinds = f"{self.tr('Calendar files')} (*.ics)"
            title, name = self.tr("Save the visit as a file"), entry.path.name
            ask_where(self._window, title, name, lambda path: self._write(entry, path), kinds, self._settings)

        self.prepare(visit, ask)

    def prepare(self, visit: Id, then: Callable[[Entry], object]) -> None:
        """Write a visit as a calendar entry and hand it on; say why when there is none."""

        def take(entry: Entry | None) -> None:
            if entry is None:
                self._toasts.say(self.tr("A time that is only held, or was put away, is no calendar entry."), "told")
            else:
                then(entry)

        self._tasks.run(lambda clinic: entry_of(clinic, visit, self._outbox), take, self._steps.refuse)

    def end(self) -> None:
        """Remove what was handed out. The clipboard keeps the entry, but not the file that is gone."""
        held = clipboard_data()
        if held is not None and self._outbox.is_among(held):
            kept = QMimeData()
            kept.setData(CALENDAR, held.data(CALENDAR))
            kept.setText(held.text())
            QGuiApplication.clipboard().setMimeData(kept)
        self._outbox.empty()

    def _put_on_clipboard(self, entry: Entry) -> None:
        QGuiApplication.clipboard().setMimeData(mime_of(entry))
        words = self.tr("Copied: %1. Paste it into a mail, a calendar or a folder.")
        self._toasts.say(words.replace("%1", entry.when), "done")

    def _write(self, entry: Entry, path: Path) -> None:
        from frontdesk.gui.dialogs.save_file import write_bytes

        words = self.tr("Visit saved as %1").replace("%1", path.name)
        self._tasks.run(
            lambda _clinic: write_bytes(path, entry.data),
            lambda _path: self._toasts.say(words, "done"),
            self._steps.refuse,
        )


def clipboard_data() -> QMimeData | None:
    """Give what is on the clipboard, None where a platform gives nothing for an empty one."""
    held: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return held


def mime_of(entry: Entry) -> QMimeData:
    """Give an entry in every form that other programs take it in."""
    made, url = QMimeData(), QUrl.fromLocalFile(str(entry.path))
    made.setData(CALENDAR, entry.data)
    made.setUrls([url])
    made.setText(entry.words)
    made.setData(_COPIED_FILES, b"copy\n" + url.toEncoded().data())
    return made


def entry_of(clinic: Clinic, visit: Id, outbox: Outbox) -> Entry | None:
    """Write a visit as a calendar entry with its file, on the worker's thread; None where nothing may go out."""
    details = clinic.appointments.get(id=visit)
    exported = clinic.ics.export(ids=(visit,))
    if not exported.visits:
        return None
    one, zone = details.appointment, clinic.profile.get().zone
    data = exported.text.encode()
    path = outbox.put(_file_name(one.start, zone, all_day=one.all_day), data)
    when = wording.when(one.start, one.end, zone, all_day=one.all_day)
    return Entry(data, path, words_of(details, zone, clinic.profile.get().name), when)


def words_of(details: Details, zone: str, clinic: str) -> str:
    """Say what, with whom, when and where, a line each, for whoever gets it: no patient is named."""
    one = details.appointment
    what = details.service.name if details.service is not None else translate("Sharing", "Appointment")
    if details.practitioner is not None:
        words = translate("Sharing", "%1 with %2")
        what = wording.filled(words, what, details.practitioner.name)
    day = wording.day_title(local_date(one.start, zone))
    last = wording.day_title(local_date(one.end - 1, zone))
    if one.all_day:
        when = day if day == last else f"{day} – {last}"
    elif day == last:
        when = f"{day}, {wording.time_range(one.start, one.end, zone)}"
    else:
        when = f"{day}, {wording.clock(one.start, zone)} – {last}, {wording.clock(one.end, zone)}"
    address = details.location.address if details.location is not None else ""
    return "\n".join(part for part in (what, when, clinic, address) if part)


def _file_name(start: int, zone: str, *, all_day: bool) -> str:
    moment = wall(start, zone)
    return f"visit-{moment:%Y-%m-%d}.ics" if all_day else f"visit-{moment:%Y-%m-%d-%H%M}.ics"
