"""The Settings window: everything that decides when and how a visit may take place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.frame import Frame
from frontdesk.gui.dialogs.settings import pages
from frontdesk.gui.dialogs.settings.nav import Nav
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.sections import line

SIZE = QSize(1120, 740)
NAV_WIDTH = 216
PAGE_KEY = "settings/page"


class SettingsWindow(Frame):
    """The window. It is no bar to the work behind it, and shows there what changed as soon as it is written.

    `written` says that the book changed, `visit_asked` (id, date) that a visit is to be shown on the board; the window
    is hidden then with all that was typed, and shown again by whoever opened it.
    """

    written = Signal()
    visit_asked = Signal(object, object)

    def __init__(
        self, tasks: Tasks, parent: QWidget | None = None, *, first: str = "", kept: Settings | None = None
    ) -> None:
        super().__init__(self.tr("Settings"), SIZE, parent, modal=False)
        self._tasks, self._kept = tasks, kept
        self._specs = pages.table()
        self._pages: dict[str, Page] = {}
        self._name = ""
        self._after: Callable[[], None] | None = None
        self._warned = False
        self.hint.setText(self.tr("Enter and leaving save · Ctrl Z takes back"))
        self.nav = Nav(tasks, self._specs)
        self.nav.chosen.connect(self.go)
        self._stack = QStackedWidget()
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.nav)
        across.addWidget(line(upright=True))
        across.addWidget(self._stack, 1)
        self.body.addLayout(across, 1)
        self._add_keys()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._listen)
        names = [spec.name for spec in self._specs]
        remembered = kept.text(PAGE_KEY) if kept is not None else ""
        # A page that a message led to is not the one that a person left.
        named = first in names
        self._show(first if named else remembered if remembered in names else names[0], remember=not named)

    @property
    def page(self) -> Page:
        """Give the page that is shown."""
        return self._pages[self._name]

    @property
    def name(self) -> str:
        """Give the name of the page that is shown."""
        return self._name

    @Slot(str, object, bool)
    def go(self, name: str, then: Id | None = None, enter: bool = True) -> None:
        """Show a page, at an item where one is named; what was typed on the one before is written first."""
        if any(spec.name == name for spec in self._specs):
            self._leave(partial(self._show, name, then, enter=enter))

    def refresh(self) -> None:
        """Read the page anew, since someone else changed the book."""
        self.page.read()

    def flush(self) -> None:
        """Write what was typed, where it can be read: the program or the book is about to be closed."""
        self.page.write()

    def reject(self) -> None:
        """Close once what was typed is written; what cannot be is told, and let go of the next time."""
        if self._warned and not self.page.held_back:
            super().reject()
        else:
            self._warned = True
            self._leave(super().reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc; Enter presses nothing by chance."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the page the larger part, however large the text is."""
        wanted = max(min(style.scaled(NAV_WIDTH), self.width() // 4), self.nav.wanted_width)
        self.nav.setFixedWidth(min(wanted, self.width() * 2 // 5))
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand undo and redo on to the book where a field has nothing of its own to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not _can(watched, "undo")
            redo = event.matches(QKeySequence.StandardKey.Redo) and not _can(watched, "redo")
            if undo or redo:
                event.ignore()
                return True
        return False

    # Going from page to page

    def _show(self, name: str, then: Id | None = None, *, enter: bool = False, remember: bool = True) -> None:
        self._warned = False
        farewell = self._pages[self._name].farewell if self._name in self._pages else ""
        if name not in self._pages:
            self._pages[name] = self._made(name)
        self._name = name
        self._stack.setCurrentWidget(self.page)
        self.nav.mark(name)
        self.page.say(farewell)
        self.page.read(then)
        if enter:
            self.page.begin()
        if self._kept is not None and remember:
            self._kept.put(PAGE_KEY, name)

    def _made(self, name: str) -> Page:
        page = pages.MAKERS[name](self._tasks)
        page.written.connect(self.written)
        page.settled.connect(self._settled)
        page.asked.connect(self.go)
        page.visit_asked.connect(self._ask_visit)
        self._stack.addWidget(page)
        return page

    def _leave(self, then: Callable[[], None]) -> None:
        """Do something as soon as what was typed is written; where it cannot be, stay."""
        page = self.page
        if page.is_changed and not page.is_writing and not page.leave():
            page.say_stay()
            self.nav.mark(self._name)
        elif page.is_writing:
            self._after = then
        else:
            then()

    @Slot(bool)
    def _settled(self, done: bool) -> None:
        after, self._after = self._after, None
        if done and after is not None:
            after()
        else:
            if after is not None:
                self.page.say_stay()
            self.nav.mark(self._name)

    @Slot(object, object)
    def _ask_visit(self, visit: object, day: object) -> None:
        self.hide()
        self.visit_asked.emit(visit, day)

    def _step(self, by: int) -> None:
        names = [spec.name for spec in self._specs]
        self.go(names[(names.index(self._name) + by) % len(names)])

    # Undo

    def _undo(self) -> None:
        if self.page.is_changed and not self.page.is_writing:
            self.page.cancel_typing()
        else:
            self._tasks.run(lambda clinic: clinic.history.undo().operation, self._undone, self._not_undone)

    def _redo(self) -> None:
        if self.page.can_bring_back and not self.page.is_writing:
            self.page.bring_back()
            return
        self._tasks.run(lambda clinic: clinic.history.redo().operation, self._redone, self._not_undone)

    @Slot(object)
    def _undone(self, operation: str) -> None:
        self._tell(self.tr("Undone: %1.").replace("%1", wording.operation_words(operation)))

    @Slot(object)
    def _redone(self, operation: str) -> None:
        self._tell(self.tr("Done again: %1.").replace("%1", wording.operation_words(operation)))

    def _tell(self, words: str) -> None:
        self.page.read()
        self.page.say(words)
        self.written.emit()

    @Slot(object)
    def _not_undone(self, refusal: Refusal) -> None:
        self.page.say(refusals.sentence(refusal), wrong=True)

    # Keys

    def _add_keys(self) -> None:
        for keys, does in (
            ("Ctrl+F", self.nav.begin_search),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Y", self._redo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+Tab", partial(self._step, 1)),
            ("Ctrl+Shift+Tab", partial(self._step, -1)),
            ("Ctrl+S", self.flush),
        ):
            QShortcut(QKeySequence(keys), self, does)
        # There are ten digits: what comes after is gone to by Ctrl+Tab or by its name.
        for number, spec in enumerate(self._specs[:10], 1):
            QShortcut(QKeySequence(f"Alt+{number % 10}"), self, partial(self.go, spec.name))

    @Slot(QWidget, QWidget)
    def _listen(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch the field that has the focus, and no other: every event that is watched costs."""
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and self.isAncestorOf(now):
            now.installEventFilter(self)


def _can(field: QObject, what: str) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if what == "undo" else field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit):
        document = field.document()
        return document.isUndoAvailable() if what == "undo" else document.isRedoAvailable()
    return False
