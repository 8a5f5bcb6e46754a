"""One paragraph wires the surfaces of a desk, which never know each other, to each other and to the services.

A workplace lasts as long as its desk: text of another size needs a new one. What outlives it is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.deeds import DEEDS
from frontdesk.gui.window.areas import Areas
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.doing import Doing
from frontdesk.gui.window.editing import Editing
from frontdesk.gui.window.fitting import Fitting
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.names import MASK
from frontdesk.gui.window.pointing import Pointing
from frontdesk.gui.window.showing import Showing
from frontdesk.gui.window.upkeep import Upkeep
from frontdesk.services.board import Board

if TYPE_CHECKING:
    from frontdesk.gui.window.search import Search
    from frontdesk.services.blocks import BlockReply
    from frontdesk.services.history import Undone
    from frontdesk.services.visits import Details

_OF_A_VISIT = (*DEEDS, "cancel", "remove", "release", "extend", "move", "pin", "restore")
_MONTH_PAGE = 42


class Workplace(QObject):
    """A desk at work."""

    def __init__(self, lasting: Lasting, does: Mapping[str, Callable[[], object]], pages: QWidget) -> None:
        self.desk = Desk(lasting.days.today, pages)
        super().__init__(self.desk)
        self._lasting = lasting
        self._days, self._selection, self._toasts = lasting.days, lasting.selection, lasting.toasts
        self.showing = Showing(self.desk, lasting.days, lasting.selection)
        lasting.outside.masked = lambda: self.showing.mask
        self.doing = Doing(
            self.desk, lasting.days, lasting.steps, lasting.selection, self.showing, lasting.toasts, lasting.tasks
        )
        self.editing = Editing(
            self.desk,
            lasting.days,
            lasting.selection,
            self.showing,
            self.doing,
            lasting.outside,
            lasting.menus,
            lasting.toasts,
            lasting.sharing,
        )
        self._reveal: Id | None = None
        self._search: Search | None = None
        self.areas = Areas(self.desk, lasting, self.showing, self.doing, self.editing)
        self.editing.further = self.areas.table()
        self._does = {**does, **self._table()}
        self.upkeep = Upkeep(self.desk, lasting)
        self.fitting = Fitting(self.desk.board, lasting.days, lasting.tasks)
        self.pointing = Pointing(self.desk.board, lasting.days)
        self.desk.top.set_menu(lasting.menus.main_menu(self.desk.top.more))
        self.desk.board.set_zoom(int(lasting.settings.number("board/zoom", self.desk.board.zoom())))
        self.desk.bottom.show_saving(False)
        lasting.toasts.bottom = self.desk.bottom.minimumHeight()
        lasting.toasts.home = self.desk.board
        lasting.toasts.stay_within(self.desk.board)
        self._wire_surfaces(lasting)
        self._wire_services(lasting)
        self.show_keys()

    def _wire_surfaces(self, lasting: Lasting) -> None:
        """Hand on what the surfaces ask for."""
        desk, doing, editing, days, steps = self.desk, self.doing, self.editing, lasting.days, lasting.steps
        desk.top.today_asked.connect(self._today)
        desk.top.step_asked.connect(days.step)
        desk.top.view_chosen.connect(self.show_view)
        desk.top.practitioner_chosen.connect(self._show_week_of)
        desk.top.book_asked.connect(partial(self.do, "book"))
        desk.top.find_asked.connect(partial(self.do, "find_time"))
        desk.top.search.entered.connect(self._ready_search)
        desk.side.month.picked.connect(days.go)
        desk.side.month.turned.connect(days.read_loads)
        desk.side.shown.changed.connect(self._hide_columns)
        desk.side.waiting.chosen.connect(self._go_to_waiting)
        desk.side.pinboard.chosen.connect(doing.place_pinned)
        desk.side.pinboard.cleared.connect(doing.clear_pins)
        desk.board.visit_selected.connect(lasting.selection.select)
        now = self.areas.past.only_now
        desk.board.visit_opened.connect(now(editing.edit))
        desk.board.move_requested.connect(now(doing.move))
        desk.board.nudge_requested.connect(now(doing.nudge))
        desk.board.resize_requested.connect(now(doing.resize))
        desk.board.create_requested.connect(now(editing.book_at))
        desk.board.block_requested.connect(now(editing.block_at))
        desk.board.menu_requested.connect(self._show_menu)
        desk.board.zoom_changed.connect(self._keep_zoom)
        desk.inspector.status_asked.connect(doing.set_status)
        desk.inspector.deed_asked.connect(editing.do_deed)
        desk.inspector.undo_asked.connect(steps.undo)
        doing.carrying.connect(self._show_remark)
        doing.series.go_asked.connect(self.go_to)
        lasting.outside.given_up.connect(desk.board.put_back)
        lasting.outside.booked.connect(self._select_booked)
        lasting.outside.asking.connect(self.pointing.make_room)
        lasting.outside.pointed.connect(self.pointing.show)
        lasting.outside.left.connect(self.pointing.end)
        lasting.outside.held.connect(doing.holding.tell_held)
        lasting.outside.held.connect(self._select_booked)
        doing.made.connect(self._select_booked)
        lasting.outside.blocked.connect(self._select_blocked)

    def _wire_services(self, lasting: Lasting) -> None:
        """Show what was read and what became of what was asked."""
        desk, days, steps, showing = self.desk, lasting.days, lasting.steps, self.showing
        days.loaded.connect(self._show_board)
        days.loaded.connect(self.pointing.show_again)
        days.today_read.connect(showing.show_today)
        days.loads_read.connect(desk.side.month.set_loads)
        days.turned_to.connect(showing.show_titles)
        lasting.selection.shown.connect(self._show_selected)
        lasting.selection.emptied.connect(self._show_none)
        steps.refused.connect(desk.board.put_back)
        steps.done.connect(self.doing.refresh_pins)
        days.others_changed.connect(self.doing.refresh_pins)
        steps.undone.connect(self._go_to_undone)
        steps.naming, steps.covered = showing.naming, showing.covered
        lasting.tasks.writing_changed.connect(desk.bottom.show_saving)
        lasting.tasks.reading_changed.connect(desk.bottom.show_reading)
        lasting.actions.changed.connect(self.show_keys)
        self.upkeep.ticked.connect(self._count_down)

    def _table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do that concern a desk."""
        days, desk, lasting = self._days, self.desk, self._lasting
        table: dict[str, Callable[[], object]] = {
            "book": self.editing.book,
            "find_time": self.editing.find_time,
            "take_hold": self.editing.book_selected_hold,
            "block": self.editing.block,
            "palette": partial(self._search_for, "all"),
            "find": partial(self._search_for, "visits"),
            "undo": lasting.steps.undo,
            "redo": lasting.steps.redo,
            "import": lasting.outside.ask_import,
            "export": lasting.outside.ask_export,
            "setup": lasting.outside.ask_setup,
            "new_patient": partial(lasting.outside.ask_patient, None),
            "patient": self.editing.edit_patient,
            "edit": self.editing.edit_selected,
            "export_patient": self.editing.export_patient,
            "today": self._today,
            "back": partial(days.step, -1),
            "on": partial(days.step, 1),
            "week_back": partial(days.step_weeks, -1),
            "week_on": partial(days.step_weeks, 1),
            "day": partial(self.show_view, "day"),
            "week": partial(self.show_view, "week"),
            "mask": self.toggle_mask,
            "zoom_in": partial(desk.board.zoom_by, -1),
            "zoom_out": partial(desk.board.zoom_by, 1),
            "side": desk.toggle_side,
            "inspector": desk.toggle_inspector,
        }
        table |= {name: partial(self.doing.do, name) for name in _OF_A_VISIT}
        return table | self.areas.table() | self.doing.series.table()

    @property
    def search(self) -> Search:
        """Give the search with its card."""
        return self._ready_search()

    def _ready_search(self) -> Search:
        """Make the search when the field is entered for the first time: a start need not wait for it."""
        if self._search is None:
            from frontdesk.gui.panes.palette import Palette
            from frontdesk.gui.window.search import Search

            lasting = self._lasting
            card = Palette(self.desk, self.desk.top.search)
            self._search = Search(card, lasting.tasks, lasting.actions, lasting.clock, self.showing)
            self._search.go_to.connect(self.go_to)
            self._search.day_asked.connect(self._days.go)
            self._search.step_asked.connect(self.areas.counter.next_step)
            self._search.book_for.connect(self.editing.book_for)
            self._search.export_of.connect(self.editing.export_of)
            self._search.patient_asked.connect(lasting.outside.ask_patient)
            self._search.new_patient_asked.connect(self.editing.new_patient)
            self._search.settings_asked.connect(lasting.outside.ask_setup)
            self._search.left.connect(self.desk.board.setFocus)
            card.left.connect(self.desk.board.setFocus)
        return self._search

    def _search_for(self, what: str) -> None:
        self.search.begin(what)

    def do(self, name: str) -> None:
        """Do what an action of the table of keys stands for, where it is now that is shown."""
        if self.areas.past.allows(name):
            self._does[name]()

    # Entering and going

    def enter(self, actor: str, file_key: str) -> None:
        """Begin to work on a clinic that is open."""
        self._file_key = file_key
        self.desk.side.shown.set_hidden(self._kept_hidden())
        self._lasting.steps.zone = self._days.zone
        self.desk.bottom.show_actor(actor)
        self.upkeep.start()

    def take_over(self, old: Workplace) -> None:
        """Go on where another desk stopped."""
        self.doing.pinned = old.doing.pinned
        self.showing.take_over(old.showing)
        self.areas.take_over(old.areas)
        self.doing.show_pins()
        if self._days.board is not None:
            self._show_board(self._days.board, moved=True)
            self._days.changed_here()
            self._days.read_loads(self.desk.side.month.first, _MONTH_PAGE)
            self._reveal = self._selection.visit
            self._selection.refresh()

    def read_month(self) -> None:
        """Have the marks of the month read."""
        self._days.read_loads(self.desk.side.month.first, _MONTH_PAGE)

    def go_to(self, visit: Id | None, day: date) -> None:
        """Show a visit on its day, or a day alone."""
        self._selection.select(visit)
        self._reveal = visit
        self._days.view = "day"
        self._days.go(day)

    def show_view(self, view: str) -> None:
        """Show a day, or the week of the selected visit's practitioner, else of the first."""
        visit = self.showing.visit(self._selection.visit)
        wanted = visit.practitioner_id if visit is not None else None
        who = wanted or self._days.practitioner or next(iter(self.showing.practitioners()), None)
        if view == "day" or who is not None:
            self._days.show_view(view, who if view == "week" else None)
            return
        self.desk.top.views.choose("day")
        self._toasts.say(self.tr("There are no practitioners yet."), "told")

    def toggle_mask(self) -> None:
        """Mask all names, or show them again."""
        self.showing.mask = not self.showing.mask
        self._toasts.clear()
        self.showing.show_again()
        self._show_selected()
        self.doing.show_pins()
        self._show_remark("")

    # Following

    def follow_theme(self) -> None:
        """Wear the theme as it is now."""
        self.desk.board.set_look(style.look(), style.scale())

    def show_keys(self) -> None:
        """Show the keys beside what they do."""
        keys = {spec.id: self._lasting.actions.key_words(spec.id) for spec in self._lasting.actions}
        self.desk.top.show_keys(keys["palette"], keys["book"], keys["find_time"])
        self.desk.refill.set_key(keys["fill"])
        # The key that cancels a visit removes a block, and lets go of a time that is held.
        self.desk.inspector.deeds.set_keys(keys | {"remove": keys["cancel"], "release": keys["cancel"]})

    def _show_menu(self, visit: Id | None, place: QPoint) -> None:
        if self.areas.past.allows("menu"):
            self.editing.show_menu(visit, place)

    def _today(self) -> None:
        """Turn to today; asked for again there, show the present moment again."""
        self.upkeep.follow_clock()
        if self._days.board is not None and self._days.today in self._days.board.days:
            self.desk.board.scroll_to_now()
        self._days.go(self._days.today)

    def _show_week_of(self, practitioner: Id) -> None:
        self._days.show_view("week", practitioner)

    def _show_board(self, board: Board, moved: bool) -> None:
        if any(visit.expires_at is not None for visit in board.visits):
            # What is left of a hold is counted from this very moment, not from the last tick.
            self.upkeep.follow_clock()
        self.showing.show_board(board, moved)
        self.doing.carry.replan()
        if self._reveal is not None:
            self.desk.board.select(self._reveal, reveal=True)
            self._reveal = None

    def _show_selected(self) -> None:
        details = self._selection.details
        if details is not None:
            mask = MASK if self.showing.mask else ""
            now, zone = self._lasting.clock(), self._days.zone
            self.desk.inspector.rule = _rule_words(details)
            self.desk.inspector.place_in_series = _place_words(details)
            self.desk.inspector.practitioner_names = self.showing.practitioner_names()
            self.desk.inspector.show_notes(details.appointment.id, self._selection.notes, now, zone, mask)
            self.desk.inspector.show_visit(details, self._selection.history, now, zone, mask)
            self.desk.fit_later()

    def _count_down(self) -> None:
        """Say again for how long the selected time is held still."""
        details = self._selection.details
        if details is not None and details.appointment.status is Status.HELD:
            self._show_selected()

    def _select_blocked(self, reply: BlockReply) -> None:
        self._select_booked(reply.block)

    def _select_booked(self, made: Appointment) -> None:
        """Select what was just booked, and have it in sight as soon as the board shows it."""
        board = self._days.board
        self._selection.select(made.id)
        self.desk.board.select(made.id)
        day = local_date(made.start, self._days.zone)
        if board is not None and (day in board.days or day == self._days.day):
            self._reveal = made.id

    def _go_to_waiting(self, visit: Id) -> None:
        self.go_to(visit, self._days.today)

    def _show_none(self) -> None:
        self.desk.inspector.clear()
        self.desk.fit_later()
        self.desk.board.select(None)

    def _keep_zoom(self, minutes: int) -> None:
        self._lasting.settings.put("board/zoom", minutes)

    def _go_to_undone(self, undone: Undone) -> None:
        """Turn to the day that was touched, where it is another: what was undone must be seen."""
        board = self._days.board
        if len(undone.days) == 1 and board is not None and not undone.days & frozenset(board.days):
            self._days.go(next(iter(undone.days)))

    def _show_remark(self, words: str) -> None:
        masked = self.tr("Names are masked · Shift F12") if self.showing.mask else ""
        self.desk.bottom.show_remark(words or masked)

    def _hide_columns(self, ids: frozenset[Id]) -> None:
        self._lasting.settings.put(f"hidden/{self._file_key}", " ".join(str(each) for each in sorted(ids)))
        self.showing.show_again()

    def _kept_hidden(self) -> frozenset[Id]:
        kept = self._lasting.settings.text(f"hidden/{self._file_key}")
        return frozenset(Id(int(word)) for word in kept.split() if word.isdigit())


def _rule_words(details: Details) -> str:
    """Say in words how the series comes again that a block or visit is one of, nothing where it is of none."""
    if not details.rules:
        return ""
    from frontdesk.gui.ground import rules_told

    return rules_told.of_visit(details.rules, details.appointment)


def _place_words(details: Details) -> str:
    """Say which of the visits of its series a visit is."""
    if details.series_number is None or details.series_size is None:
        return ""
    from frontdesk.gui.ground import rules_told

    return rules_told.place(details.series_number, details.series_size)
