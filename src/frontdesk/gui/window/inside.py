"""What works in the main window: its pages and its file; the work itself is wired in the workplace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.actions import Actions
from frontdesk.gui.ground.collector import release_collector
from frontdesk.gui.ground.present import Clock
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.days import Days, First
from frontdesk.gui.window.feeding import Feeding
from frontdesk.gui.window.files import Files, Trouble
from frontdesk.gui.window.incoming import SUFFIXES, Incoming
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.menus import Menus
from frontdesk.gui.window.outbox import Outbox
from frontdesk.gui.window.outside import Outside
from frontdesk.gui.window.selection import Selection
from frontdesk.gui.window.sharing import Sharing
from frontdesk.gui.window.skeleton import Skeleton
from frontdesk.gui.window.steps import Steps
from frontdesk.gui.window.themes import Themes
from frontdesk.gui.window.workplace import Workplace

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.wizard_draft import Draft
    from frontdesk.gui.panes.pages import FirstPage, MessagePage
    from frontdesk.gui.window.main import MainWindow

AFTER_PAINT_MS = 200
_WITHOUT_A_CLINIC = ("open", "found", "keys", "quit", "theme", "bigger", "smaller", "usual")


class Inside(QObject):
    """All that lives as long as the window. `day_shown` says that a file's first day was handed to the board."""

    day_shown = Signal()

    def __init__(self, window: MainWindow, settings: Settings, clock: Clock) -> None:
        super().__init__(window)
        self.window, self.settings, self.clock = window, settings, clock
        self.tasks = Tasks(self)
        self.actions_by_name = Actions(window, settings)
        self.themes = Themes(settings, self)
        self.toasts = Toasts(window)
        self.days = Days(self.tasks, clock, self)
        self.selection = Selection(self.tasks, self)
        self.steps = Steps(self.tasks, self.toasts, self)
        self.files = Files(self.tasks, settings, clock, window)
        self.menus = Menus(window, self.actions_by_name, self.themes, settings)
        self.outside = Outside(window, self.tasks, self.days, settings)
        self.feeding = Feeding(self.days, self.tasks, clock, self)
        outbox = Outbox()
        self.sharing = Sharing(window, self.tasks, self.toasts, self.steps, outbox, settings)
        self.incoming = Incoming(window, self.tasks, self.toasts, outbox)
        self._waiting: list[Path] = []
        self._opened: tuple[Path, First] | None = None
        self._begun: Draft | None = None
        self._pages = QStackedWidget(window)
        self._pages.hide()
        self.work = self._made_workplace()
        self._pages.addWidget(self.work.desk)
        self._wire()

    @cached_property
    def skeleton(self) -> Skeleton:
        """Give the empty page that stands where another file is being opened, made when it is first needed."""
        page = Skeleton()
        self._pages.addWidget(page)
        return page

    @cached_property
    def message(self) -> MessagePage:
        """Give the page that tells of trouble with a file, made when it is first needed."""
        from frontdesk.gui.panes.pages import MessagePage

        page = MessagePage()
        self._pages.addWidget(page)
        return page

    @cached_property
    def first(self) -> FirstPage:
        """Give the page of the first start, made when it is first needed."""
        from frontdesk.gui.panes.pages import FirstPage

        page = FirstPage()
        page.sample_asked.connect(self.files.make_sample)
        page.open_asked.connect(self.files.ask_open)
        page.new_asked.connect(self.ask_founding)
        self._pages.addWidget(page)
        return page

    def _wire(self) -> None:
        """Wire what lives as long as the window."""
        self.files.opening.connect(self._show_opening)
        self.files.ready.connect(self._show_clinic)
        self.files.trouble.connect(self._show_trouble)
        self.files.progress.connect(self._show_progress)
        self.menus.file_chosen.connect(self.files.open)
        self.days.others_changed.connect(self.selection.refresh)
        self.days.lost.connect(self.steps.refuse)
        self.steps.done.connect(self.days.changed_here)
        self.steps.done.connect(self.selection.refresh)
        self.tasks.refused.connect(self.steps.refuse)
        self.tasks.broke.connect(self._tell_broken)
        self.outside.told_booked.connect(self.steps.tell_booked)
        self.outside.changed.connect(self.steps.tell_changed)
        self.outside.blocked.connect(self.steps.tell_blocked)
        self.outside.unblocked.connect(self.steps.tell_unblocked)
        self.outside.imported.connect(self.steps.tell_imported)
        self.outside.import_stopped.connect(self.steps.tell_stopped)
        self.outside.exported.connect(self.steps.tell_exported)
        self.outside.written.connect(self.steps.done)
        self.outside.stepped.connect(self.steps.tell_step)
        self.outside.stepped.connect(lambda *_: self.steps.done.emit())
        self.outside.chosen.connect(self.incoming.take_files)
        self.incoming.found.connect(self._preview_import)
        self.outside.visit_asked.connect(self._go_to)
        self.files.opening.connect(self.outside.settings.leave)
        self.files.opening.connect(self.feeding.leave)
        self.feeding.told.connect(self._tell_feed)
        self.steps.show_asked.connect(self._go_to)
        self.themes.changed.connect(self._follow_theme)
        self.themes.rescaled.connect(self._change_desk)
        self.themes.rescaled.connect(self.outside.settings.rescale)
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
            self.sharing,
            self.incoming,
        )
        does: dict[str, Callable[[], object]] = {
            "bigger": partial(self.themes.scale_by, 1),
            "smaller": partial(self.themes.scale_by, -1),
            "usual": self.themes.scale_back,
            "theme": self._turn_theme,
            "open": self.files.ask_open,
            "found": self.ask_founding,
            "keys": self.show_keys,
            "quit": self.window.close,
        }
        return Workplace(lasting, does, self._pages)

    def _do(self, name: str, _checked: bool = False) -> None:
        if self.days.board is None and name not in _WITHOUT_A_CLINIC:
            self.toasts.say(self.tr("Open a clinic first."), "told")
        else:
            self.work.do(name)

    def _go_to(self, visit: Id | None, day: date) -> None:
        self.work.go_to(visit, day)

    def _follow_theme(self) -> None:
        self.work.follow_theme()

    def _turn_theme(self) -> None:
        dark = self.themes.turn() == "dark"
        self.toasts.say(self.tr("Dark theme") if dark else self.tr("Light theme"), "told")

    def _change_desk(self) -> None:
        """Lay everything out anew: the text has another size."""
        old = self.work
        focus = self.window.focusWidget()
        old.doing.series.leave()
        self.work = self._made_workplace()
        shown = self._pages.currentWidget() is old.desk
        self._pages.insertWidget(0, self.work.desk)
        if shown:
            self._pages.setCurrentWidget(self.work.desk)
        self._pages.removeWidget(old.desk)
        if self._opened is not None:
            self._enter()
            self.work.take_over(old)
        if focus is not None and old.desk.isAncestorOf(focus):
            self.work.desk.take_focus_of(focus)
        old.desk.deleteLater()

    # Opening

    def begin(self, path: Path | None = None) -> None:
        """Open a file: the one that is named, else the one that was open last; with neither, offer a first start.

        A calendar file that is named is no clinic's: it is looked at over the clinic that was open last.
        """
        latest = self.settings.latest_files()
        if path is not None and path.suffix.casefold() in SUFFIXES:
            self._waiting, path = [path], None
        if path is not None or latest:
            self.files.open(path if path is not None else latest[0])
        else:
            self._show(self.first)
            self.first.sample.setFocus()

    def ask_founding(self) -> None:
        """Open the wizard that sets a new clinic up; what was typed into one that was left is offered again."""
        from frontdesk.gui.dialogs.wizard import Wizard, begin_draft, made_words, room_words

        self.outside.settings.leave()
        draft = self._begun = self._begun or begin_draft(self.files.folder)
        wizard = Wizard(self.tasks, draft, self.window)

        def made() -> None:
            self._begun = None
            wizard.accept()
            self.toasts.say(made_words(draft), "done", (self.tr("Settings"), self.outside.ask_setup))

        wizard.finished_asked.connect(
            lambda: self.files.found(draft.path, lambda: draft.founding(room_words()), made, wizard.refuse)
        )
        wizard.open()

    def show_keys(self) -> None:
        """List the keys."""
        from frontdesk.gui.panes.keys import KeysDialog

        KeysDialog(self.actions_by_name, self.window).open()

    def _show_opening(self, _path: Path) -> None:
        self.work.doing.series.leave()
        self.days.stop()
        self._say(self.tr("Opening the clinic…"))

    def _show_progress(self, done: int, total: int) -> None:
        percent = str(100 * done // max(1, total))
        self._say(self.tr("Making the sample clinic: %1%").replace("%1", percent, 1))

    def _show_clinic(self, path: Path, first: First) -> None:
        self._opened = path, first
        self.window.setWindowTitle(self.tr("%1 — Frontdesk").replace("%1", first.name))
        self.selection.select(None)
        self.days.zone = first.zone
        self._enter()
        self.days.start(first)
        self.feeding.begin(path)
        self._show(self.work.desk)
        self.work.desk.board.setFocus()
        self.day_shown.emit()
        self.work.read_month()
        QTimer.singleShot(AFTER_PAINT_MS, self, release_collector)
        if not first.board.columns:
            # Nothing can be booked before there is someone to see.
            self.outside.ask_setup("practitioners")
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.incoming.take_files(waiting)

    def _enter(self) -> None:
        assert self._opened is not None
        path, first = self._opened
        self.work.enter(first.actor, sha256(str(path.resolve()).encode()).hexdigest()[:16])

    def _show_trouble(self, path: Path, trouble: Trouble) -> None:
        self.days.stop()
        offers: dict[str, tuple[str, Callable[[], object]]] = {
            "again": (self.tr("Try again"), partial(self.files.open, path)),
            "open": (self.tr("Open another file…"), self.files.ask_open),
            "new": (self.tr("Start over"), self._start_over),
        }
        buttons = [offers[name] for name in trouble.offers]
        if self._opened is not None and self._opened[0] != path:
            held, first = self._opened
            buttons.append((self.tr("Back to %1").replace("%1", first.name), partial(self.files.open, held)))
        self.message.say(trouble.icon, trouble.title, trouble.words, str(path), buttons)
        self._show(self.message)

    def _tell_broken(self, kind: str) -> None:
        words = self.tr("Something unforeseen happened (%1). What you did last was not saved; everything before it is.")
        words = words.replace("%1", kind)
        if self.days.board is None and self.files.tried is not None:
            title = self.tr("The file cannot be opened")
            self._show_trouble(self.files.tried, Trouble("file-x", title, words, ("again", "open")))
        else:
            self.toasts.say(words, "refused")

    def _tell_feed(self, words: str) -> None:
        self.toasts.say(words, "told", (self.tr("Show"), partial(self.outside.ask_setup, "feeds")))

    def _start_over(self) -> None:
        self._show(self.first)

    def _say(self, words: str) -> None:
        """Say what is going on while there is nothing to work with."""
        if self.window.centralWidget() is self._pages:
            self.skeleton.say(words)
            self._show(self.skeleton)
        else:
            self.window.skeleton.say(words)

    def _show(self, page: QWidget) -> None:
        """Show a page. The first one takes the place of the skeleton, laid out and painted only once."""
        self._pages.setCurrentWidget(page)
        if self.window.centralWidget() is not self._pages:
            self.window.setCentralWidget(self._pages)
            self._pages.show()

    def takes(self, dropped: QMimeData) -> bool:
        """Tell whether what is dragged over the window can be imported now."""
        return self.days.board is not None and self.incoming.takes(dropped)

    def take(self, dropped: QMimeData) -> None:
        """Preview the import of what was dropped."""
        self.incoming.take(dropped)

    def _preview_import(self, files: list[Path]) -> None:
        self.outside.preview_import(files)

    def end(self) -> None:
        """Finish what changes the book, and let go of the file."""
        self.days.stop()
        self.outside.settings.leave()
        self.work.doing.series.leave()
        self.tasks.end()
        if self.feeding.is_due:
            # What is written now may take a second, for which nobody need look at a window that is dead.
            self.window.hide()
        self.feeding.leave()
        self.sharing.end()
