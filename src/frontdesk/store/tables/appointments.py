"""Appointments, the patients who attend them, and the claims that keep their time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table

from frontdesk.domain.appointment import Appointment, Attendee, native_uid
from frontdesk.domain.ids import Id
from frontdesk.store.entity import Entity, Row
from frontdesk.store.schema import KEY, LIST, METADATA, SMALL, TEXT, flag, key, number, partial, text

# Longer ones are few and have an index of their own; so every look for a day is bounded below.
LONG = "ends_at - starts_at > 86400000"
# Group appointments and classes; a time that is only held is none yet.
GROUP = '"group" = true AND expires_at IS NULL'

APPOINTMENT = Table(
    "appointment",
    METADATA,
    key(),
    text("uid", default=None),
    text("recurrence_id", default=None),
    number("series_id", optional=True),
    number("sequence"),
    text("title"),
    text("description"),
    text("event_type"),
    text("status"),
    number("status_at"),
    number("starts_at"),
    number("ends_at"),
    text("zone"),
    flag("all_day"),
    flag("occupies"),
    Column("patient_id", KEY, ForeignKey("patient.id")),
    Column("practitioner_id", KEY, ForeignKey("practitioner.id")),
    Column("location_id", KEY, ForeignKey("location.id")),
    Column("room_id", KEY, ForeignKey("room.id")),
    Column("service_id", KEY, ForeignKey("service.id")),
    number("variation_id", optional=True),
    Column("calendar_id", KEY, ForeignKey("calendar.id")),
    Column("equipment", LIST),
    number("booking_id", optional=True),
    Column("add_ons", LIST),
    Column("meeting", LIST),
    Column("guests", LIST),
    Column("max_attendees", SMALL),
    number("expires_at", optional=True),
    number("buffer_before"),
    number("buffer_after"),
    flag("group"),
    flag("internal"),
    Column("attendees", LIST),
    Column("reference_patients", LIST),
    text("interaction"),
    text("video_url", default=None),
    text("video_meeting_id", default=None),
    text("address", default=None),
    number("arrived_at", optional=True),
    number("left_at", optional=True),
    number("actual_start", optional=True),
    number("actual_end", optional=True),
    text("origin", default=None),
    text("origin_ref", default=None),
    text("visit_note", default=None),
    text("override_reason", default=None),
    text("cancel_reason", default=None),
    text("no_show_reason", default=None),
    number("seats_until", optional=True),
    number("archived_at", optional=True),
    Column("extras", LIST),
    text("created_by"),
    number("created_at"),
    number("updated_at"),
    number("version"),
    CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    Index("ix_appointment_starts_at", "starts_at"),
    Index("ix_appointment_practitioner_id_starts_at", "practitioner_id", "starts_at"),
    Index("ix_appointment_patient_id_starts_at", "patient_id", "starts_at"),
    partial("ix_appointment_long", "starts_at", where=LONG),
    partial("ix_appointment_uid", "uid", "recurrence_id", where="uid IS NOT NULL"),
    partial("ix_appointment_calendar_id", "calendar_id", "starts_at", where="calendar_id IS NOT NULL"),
    partial("ix_appointment_block", "starts_at", where="event_type = 'block'"),
    partial("ix_appointment_booking_id", "booking_id", where="booking_id IS NOT NULL"),
    partial("ix_appointment_expires_at", "expires_at", where="expires_at IS NOT NULL"),
    partial("ix_appointment_seats_until", "seats_until", where="seats_until IS NOT NULL"),
    partial("ix_appointment_series_id", "series_id", where="series_id IS NOT NULL"),
    # All that a list of groups is narrowed to and sorted by, so that none is read before it is known to be in it.
    partial(
        "ix_appointment_group",
        # The same in all of it: so a look for groups finds them here in the order of their starts.
        "group",
        "starts_at",
        "archived_at",
        "service_id",
        "practitioner_id",
        "location_id",
        "ends_at",
        "created_at",
        "updated_at",
        "series_id",
        "expires_at",
        where=GROUP,
    ),
    partial(
        "ix_appointment_group_series",
        "series_id",
        "starts_at",
        "group",
        "expires_at",
        where=f"{GROUP} AND series_id IS NOT NULL",
    ),
)

ATTENDEE = Table(
    "attendee",
    METADATA,
    Column("patient_id", KEY, ForeignKey("patient.id"), primary_key=True),
    Column("appointment_id", KEY, ForeignKey("appointment.id"), primary_key=True),
    Index("ix_attendee_appointment_id", "appointment_id"),
    sqlite_with_rowid=False,
)

CLAIM = Table(
    "claim",
    METADATA,
    Column("subject", SMALL, primary_key=True),
    Column("subject_id", KEY, primary_key=True),
    Column("unit", SMALL, primary_key=True),
    Column("starts_at", KEY, primary_key=True),
    Column("appointment_id", KEY, ForeignKey("appointment.id"), primary_key=True),
    number("ends_at"),
    Column("override_reason", TEXT),
    CheckConstraint("ends_at > starts_at AND ends_at - starts_at <= 86400000", name="at_most_a_day"),
    # Without it, every visit that goes would have all claims searched for its own.
    Index("ix_claim_appointment_id", "appointment_id"),
    sqlite_with_rowid=False,
)


# Where visits stood that were moved since or are gone: a day of the past is read from here and from those still there.
DEPARTURE = Table(
    "departure",
    METADATA,
    Column("starts_at", KEY, primary_key=True),
    Column("appointment_id", KEY, primary_key=True),
    Column("ends_at", KEY, primary_key=True),
    partial("ix_departure_long", "starts_at", where=LONG),
    sqlite_with_rowid=False,
)


class AppointmentEntity(Entity[Appointment]):
    """Leave unwritten what follows from the rest: the uid of the book's own, and the one patient as attendee."""

    def row(self, value: Appointment) -> Row:
        """Give the row, with uid and attendees only where they say more than id and patient do."""
        row = super().row(value)
        if row["uid"] == native_uid(value.id):
            row["uid"] = None
        if value.attendees == _alone(value.patient_id):
            row["attendees"] = None
        row["attendees"] = row["attendees"] or None
        return row

    def of(self, row: Mapping[str, Any]) -> Appointment:
        """Give the appointment of a row."""
        return _whole(super().of({**row, "uid": row.get("uid") or native_uid(row["id"])}))

    def of_columns(self, row: Any) -> Appointment:
        """Give the appointment of a row that was selected as `columns`."""
        return _whole(super().of_columns((row[0], row[1] or native_uid(row[0]), *row[2:])))


def _alone(patient: Id | None) -> tuple[Attendee, ...]:
    return () if patient is None else (Attendee(patient),)


def _whole(read: Appointment) -> Appointment:
    if read.attendees or read.patient_id is None:
        return read
    return replace(read, attendees=_alone(read.patient_id))


ENTITY = AppointmentEntity("appointment", Appointment, APPOINTMENT, renamed={"start": "starts_at", "end": "ends_at"})
