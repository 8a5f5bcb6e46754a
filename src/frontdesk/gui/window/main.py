"""The main window: its pages, its file, its place on the screen; the work itself is wired in the workplace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.actions import Actions
from frontdesk.gui.ground.present import Clock, now_ms
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.panes.pages import FirstPage, MessagePage
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.days import Days, First
from frontdesk.gui.window.files import Files, Trouble
from frontdesk.gui.window.menus import Menus
from frontdesk.gui.window.outside import Outside
from frontdesk.gui.window.selection import Selection
from frontdesk.gui.window.steps import Steps
from frontdesk.gui.window.themes import Themes
from frontdesk.gui.window.workplace import Lasting, Workplace

USUAL_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """The window of one clinic. `day_shown` says that the first day of a file was handed to the board."""

    day_shown = Signal()

    def __init__(self, settings: Settings, clock: Clock = now_ms) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Frontdesk"))
        self.setAcceptDrops(True)
        self.settings, self.clock = settings, clock
        self.tasks = Tasks(self)
        self.actions_by_name = Actions(self, settings)
        self.themes = Themes(settings, self)
        self.toasts = Toasts(self)
        self.days = Days(self.tasks, clock, self)
        self.selection = Selection(self.tasks, self)
        self.steps = Steps(self.tasks, self.toasts, self)
        self.files = Files(self.tasks, settings, clock, self)
        self.menus = Menus(self, self.actions_by_name, self.themes, settings)
        self.outside = Outside(self, self.tasks, self.days)
        self.message = MessagePage()
        self.first = FirstPage()
        self._opened: tuple[Path, First] | None = None
        self.work = self._made_workplace()
        self._pages = QStackedWidget()
        for page in (self.work.desk, self.message, self.first):
            self._pages.addWidget(page)
        self.setCentralWidget(self._pages)
        self._wire()
        if not self.restoreGeometry(settings.data("window/geometry")):
            self.resize(*USUAL_SIZE)

    def _wire(self) -> None:
        """Wire what lives as long as the window."""
        self.files.opening.connect(self._show_opening)
        self.files.ready.connect(self._show_clinic)
        self.files.trouble.connect(self._show_trouble)
        self.files.progress.connect(self._show_progress)
        self.first.sample_asked.connect(self.files.make_sample)
        self.first.open_asked.connect(self.files.ask_open)
        self.first.new_asked.connect(self.files.ask_create)
        self.menus.file_chosen.connect(self.files.open)
        self.days.others_changed.connect(self.selection.refresh)
        self.days.lost.connect(self.steps.refuse)
        self.steps.done.connect(self.days.changed_here)
        self.steps.done.connect(self.selection.refresh)
        self.tasks.refused.connect(self.steps.refuse)
        self.tasks.broke.connect(self._tell_broken)
        self.outside.booked.connect(self.steps.tell_booked)
        self.outside.changed.connect(self.steps.tell_changed)
        self.steps.show_asked.connect(self._go_to)
        self.themes.changed.connect(self._follow_theme)
        self.themes.rescaled.connect(self._change_desk)
        for spec in self.actions_by_name:
            self.actions_by_name[spec.id].triggered.connect(partial(self._do, spec.id))

    def _made_workplace(self) -> Workplace:
        lasting = Lasting(
            self.settings,
            self.clock,
            self.tasks,
            self.actions_by_name,
            self.toasts,
            self.days,
            self.selection,
            self.steps,
            self.menus,
            self.outside,
        )
        does: dict[str, Callable[[], object]] = {
            "bigger": partial(self.themes.scale_by, 1),
            "smaller": partial(self.themes.scale_by, -1),
            "theme": self.themes.next,
            "open": self.files.ask_open,
            "keys": self.show_keys,
            "quit": self.close,
        }
        return Workplace(lasting, does)

    def _do(self, name: str, _checked: bool = False) -> None:
        self.work.do(name)

    def _go_to(self, visit: Id, day: date) -> None:
        self.work.go_to(visit, day)

    def _follow_theme(self) -> None:
        self.work.follow_theme()

    def _change_desk(self) -> None:
        """Lay everything out anew: the text has another size."""
        old = self.work
        self.work = self._made_workplace()
        shown = self._pages.currentWidget() is old.desk
        self._pages.insertWidget(0, self.work.desk)
        if shown:
            self._pages.setCurrentWidget(self.work.desk)
        self._pages.removeWidget(old.desk)
        if self._opened is not None:
            self._enter()
            self.work.take_over(old)
        old.desk.deleteLater()

    # Opening

    def begin(self, path: Path | None = None) -> None:
        """Open a file: the one that is named, else the one that was open last; with neither, offer a first start."""
        latest = self.settings.latest_files()
        if path is not None or latest:
            self.files.open(path if path is not None else latest[0])
        else:
            self._pages.setCurrentWidget(self.first)
            self.first.sample.setFocus()

    def show_keys(self) -> None:
        """List the keys."""
        from frontdesk.gui.panes.keys import KeysDialog

        KeysDialog(self.actions_by_name, self).open()

    def _show_opening(self, _path: Path) -> None:
        self.days.stop()
        self._pages.setCurrentWidget(self.work.desk)
        self.work.desk.bottom.show_counts(self.tr("Opening the clinic…"))

    def _show_progress(self, done: int, total: int) -> None:
        percent = str(100 * done // max(1, total))
        self.work.desk.bottom.show_counts(self.tr("Making the sample clinic: %1%").replace("%1", percent, 1))

    def _show_clinic(self, path: Path, first: First) -> None:
        self._opened = path, first
        self.setWindowTitle(self.tr("%1 — Frontdesk").replace("%1", first.name))
        self.selection.select(None)
        self.days.zone = first.zone
        self._enter()
        self._pages.setCurrentWidget(self.work.desk)
        self.days.start(first)
        self.work.desk.board.setFocus()
        self.day_shown.emit()
        self.work.read_month()

    def _enter(self) -> None:
        assert self._opened is not None
        path, first = self._opened
        self.work.enter(first.actor, sha256(str(path.resolve()).encode()).hexdigest()[:16])

    def _show_trouble(self, path: Path, trouble: Trouble) -> None:
        self.days.stop()
        offers: dict[str, tuple[str, Callable[[], object]]] = {
            "again": (self.tr("Try again"), partial(self.files.open, path)),
            "open": (self.tr("Open another file…"), self.files.ask_open),
            "new": (self.tr("Start over"), partial(self._pages.setCurrentWidget, self.first)),
        }
        buttons = [offers[name] for name in trouble.offers]
        self.message.say(trouble.icon, trouble.title, trouble.words, str(path), buttons)
        self._pages.setCurrentWidget(self.message)

    def _tell_broken(self, kind: str) -> None:
        words = self.tr("Something unforeseen happened (%1). What you did last was not saved; everything before it is.")
        words = words.replace("%1", kind)
        if self.days.board is None and self.files.tried is not None:
            title = self.tr("The file cannot be opened")
            self._show_trouble(self.files.tried, Trouble("file-x", title, words, ("again", "open")))
        else:
            self.toasts.say(words, "refused")

    # Events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take calendar files."""
        if self.outside.files_in(event.mimeData()) and self.days.board is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped, with a preview."""
        event.acceptProposedAction()
        self.outside.preview_import(self.outside.files_in(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        """Look at once for what others changed when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.days.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood, and let go of the file."""
        self.settings.put("window/geometry", self.saveGeometry())
        self.settings.save()
        self.days.stop()
        self.tasks.end()
        super().closeEvent(event)
