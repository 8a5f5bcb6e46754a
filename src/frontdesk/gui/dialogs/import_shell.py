"""The import dialog as it stands there: its parts and their places, without what they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs import import_words as words
from frontdesk.gui.dialogs.choice_box import ChoiceBox, DropDown
from frontdesk.gui.dialogs.frame import EDGE, Frame
from frontdesk.gui.dialogs.import_draft import ALL, GROUPS
from frontdesk.gui.dialogs.import_remarks import REMARKS
from frontdesk.gui.dialogs.import_table import ImportModel, ImportTable
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import ElidedLabel, label
from frontdesk.gui.parts.sections import Empty, line
from frontdesk.gui.parts.segmented import Segmented

translate = QCoreApplication.translate
SIZE = QSize(1120, 700)
ROOMY = 1.3


class ImportShell(Frame):
    """Choices and filter above, the table, the totals and the buttons at the foot; a bar while work goes on."""

    def __init__(self, names: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(_title(names), SIZE, parent)
        # The title of the window names no file: calendars are often called after a patient.
        self.setWindowTitle(self.tr("Import"))
        self.hint.setText(self.tr("Nothing is changed until you press Import (Ctrl+Enter)"))
        self.whose = _choice(self.tr("Events belong to"))
        self.becomes = _choice(self.tr("Events become"))
        choices = [(ALL, words.filter_words(ALL, 0)), *((g, words.filter_words(g, 0)) for g in GROUPS)]
        choices.append((REMARKS, words.remarks_words(0)))
        # Eight segments have no room where text is large.
        roomy = style.scale() <= ROOMY
        self.filter = (Segmented if roomy else ChoiceBox)(choices, self.tr("Which events"))
        self.filter.choose(ALL)
        self.count({})
        self.together = button(self.tr("With all of these…"))
        self.together.setEnabled(False)
        self.model = ImportModel()
        self.table = ImportTable(self.model)
        self.empty = Empty("")
        self.work = label("", "soft", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.summary = ElidedLabel("", "muted")
        self.report = button(self.tr("Save report…"))
        self.cancel = button(self.tr("Cancel"), does=self.reject)
        self.do: QPushButton = button(self.tr("Import"), "primary")
        self.do.setToolTip(self.tr("Ctrl+Enter imports; Enter asks what else can be done with a row"))
        self.do.setEnabled(False)
        self._pages = QStackedWidget()
        self._lay_out()

    def count(self, counts: Mapping[str, int]) -> None:
        """Put their counts on the choices of the filter; those that would list nothing are not offered."""
        if self.filter.choice != ALL and not counts.get(self.filter.choice):
            self.filter.choose(ALL)
        for choice in (ALL, *GROUPS, REMARKS):
            count = counts.get(choice, 0)
            told = words.remarks_words(count) if choice == REMARKS else words.filter_words(choice, count)
            self.filter.set_words(choice, told)
            self.filter.offer(choice, offered=choice == ALL or count > 0)

    def allow_choices(self, *, allowed: bool) -> None:
        """Let the filter and the choices be used, or grey them: while it is imported they would do nothing."""
        for each in (self.whose, self.becomes, self.filter, self.together, self.report):
            each.setEnabled(allowed)

    def show_work(self, words_of_it: str) -> None:
        """Show a bar instead of the table, and what is being done."""
        self.work.setText(words_of_it)
        self.bar.setRange(0, 0)
        self._pages.setCurrentIndex(1)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def show_table(self) -> None:
        """Show the table again."""
        self._pages.setCurrentIndex(0)

    def show_trouble(self, told: str, more: str) -> None:
        """Say instead of the table why there is nothing to show."""
        self.empty.say(told, more)
        self._pages.setCurrentIndex(2)

    def offer(self, practitioners: Sequence[tuple[Id, str]], services: Sequence[tuple[Id, str]]) -> None:
        """Offer whose events they can be and what they can become."""
        as_in_file = self.tr("as in the file")
        self.whose.addItems([as_in_file, *(name for _, name in practitioners)])
        self.becomes.addItems([as_in_file, *(name for _, name in services)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter in the table: importing is pressed, or asked for with Ctrl."""
        enter = Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.do.click()
        elif not enter:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        bar = QWidget()
        flow = FlowLayout(bar, gap=style.scaled(8))
        whose = QHBoxLayout()
        whose.setSpacing(style.scaled(8))
        for caption, control in ((self.tr("Events belong to"), self.whose), (self.tr("and become"), self.becomes)):
            named = label(caption)
            named.setBuddy(control)
            whose.addWidget(named)
            whose.addWidget(control)
        whose.addSpacing(style.scaled(24))
        left = QWidget()
        left.setLayout(whose)
        whose.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(left)
        flow.addWidget(self.filter)
        flow.addWidget(self.together)
        around = QVBoxLayout()
        around.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 12)])
        around.addWidget(bar)
        self.body.addLayout(around)
        self.body.addWidget(line())
        for page in (self._framed(self.table, 6), self._working(), self._framed(self.empty, EDGE)):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        foot = self.foot()
        foot.addWidget(self.summary, 1)
        for each in (self.report, self.cancel, self.do):
            foot.addWidget(each)
        self.do.setDefault(False)

    def _framed(self, inside: QWidget, above: int) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(*[style.scaled(n) for n in (EDGE, above, EDGE, 0)])
        column.addWidget(inside)
        return page

    def _working(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(*[style.scaled(n) for n in (EDGE, EDGE, EDGE, EDGE)])
        column.setSpacing(style.scaled(10))
        column.addWidget(self.work)
        column.addWidget(self.bar)
        column.addStretch(1)
        return page


def _title(names: Sequence[str]) -> str:
    if len(names) == 1:
        return translate("Import", "Import “%1”").replace("%1", names[0])
    return translate("Import", "Import %n files", None, len(names))


def _choice(name: str) -> DropDown:
    made = DropDown()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
    made.setMaximumWidth(style.scaled(220))
    return made
