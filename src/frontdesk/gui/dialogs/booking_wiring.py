"""Which part of the booking dialog tells which, written down in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking import BookingDialog


def wire(dialog: BookingDialog) -> None:
    """Connect the parts of a dialog."""
    _wire_fields(dialog)
    _wire_times(dialog)
    _wire_sending(dialog)


def _wire_fields(dialog: BookingDialog) -> None:
    fields = dialog.fields
    dialog.pick.picked.connect(dialog.take_person)
    dialog.pick.new_wanted.connect(dialog.going.begin_patient)
    dialog.new_patient.done.connect(dialog.going.take_new_patient)
    dialog.new_patient.left.connect(dialog.going.back_to_fields)
    fields.patient.went_on.connect(dialog.going.go_on_from_patient)
    fields.patient.unchanged.connect(dialog.going.keep_patient)
    fields.service.taken.connect(dialog.take_offer)
    fields.service.went_on.connect(dialog.going.go_on_from_service)
    fields.service.unchanged.connect(dialog.going.keep_service)
    for control, take in ((fields.who, dialog.take_who), (fields.place, dialog.take_place)):
        control.taken.connect(take)
        control.went_on.connect(dialog.going.go_on_from_service)
        control.unchanged.connect(dialog.send)
    fields.way_chosen.connect(dialog.take_way)
    fields.add_ons.chosen.connect(dialog.take_add_ons)
    fields.further.changed.connect(lambda further: dialog.change(further=further))
    # Later, as the rule may follow the date in the middle of showing a draft.
    fields.repeat.changed.connect(dialog.repeats.take_rule, Qt.ConnectionType.QueuedConnection)
    fields.repeat.went_on.connect(dialog.repeats.go_to_dates, Qt.ConnectionType.QueuedConnection)
    fields.staff_asked.connect(dialog.toggle_staff)
    dialog.when.length_given.connect(dialog.take_length)
    dialog.when.start_given.connect(dialog.take_start)
    dialog.when.day_given.connect(dialog.look_at_day)
    dialog.kept.taken.connect(dialog.resume)
    dialog.series_choice.changed.connect(dialog.follow)


def _wire_times(dialog: BookingDialog) -> None:
    pane, view = dialog.pane, dialog.view
    dialog.times.changed.connect(dialog.follow)
    pane.picked.connect(dialog.pick_time)
    dialog.strip.read.connect(view.tell_nothing)
    dialog.strip.picked.connect(dialog.pick_time)
    pane.part_chosen.connect(dialog.look_at)
    pane.day_chosen.connect(dialog.look_at_day)
    pane.stepped.connect(dialog.step)
    pane.more_asked.connect(dialog.look_further)
    pane.taken_asked.connect(dialog.show_taken)
    pane.series_asked.connect(dialog.repeats.show_dates)
    dialog.series.times_asked.connect(dialog.repeats.show_times)
    dialog.series.table.choices_changed.connect(dialog.repeats.choose)
    pane.chips.asked.connect(view.ask_why)
    pane.chips.left.connect(dialog.why.leave)
    pane.chips.dropped.connect(view.forget_chip)
    pane.scrolled.connect(view.follow_chip)
    dialog.why.nearest_asked.connect(view.take_nearest)
    dialog.why.anyway_asked.connect(view.take_anyway)
    dialog.fields.clash.nearest_asked.connect(dialog.pick_nearest)


def _wire_sending(dialog: BookingDialog) -> None:
    dialog.book.clicked.connect(lambda _checked=False: dialog.send())
    dialog.hold.clicked.connect(lambda _checked=False: dialog.hold_time())
    dialog.fields.clash.reason_given.connect(dialog.write)
    dialog.sending.written.connect(dialog.take_written)
    dialog.sending.held.connect(dialog.take_held)
    dialog.sending.refused.connect(dialog.take_refusal)
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog, dialog.send)
