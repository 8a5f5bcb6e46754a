"""What the day at the counter brings: the waiting list, notes on visits, and practitioners who run late."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from frontdesk.domain.delay import Delay
from frontdesk.domain.note import Note
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.store.entity import Entity
from frontdesk.store.schema import KEY, LIST, METADATA, SMALL, key, number, partial, text

# The class that is waited for, the visit that is given up and the one that came of it are no references: whoever
# deletes or takes back one of them must not be kept from it by an entry that is long closed.
WAITLIST = Table(
    "waitlist_entry",
    METADATA,
    key(),
    Column("patient_id", KEY, ForeignKey("patient.id"), nullable=False),
    Column("service_id", KEY, ForeignKey("service.id")),
    number("variation_id", optional=True),
    number("appointment_id", optional=True),
    Column("location_id", KEY, ForeignKey("location.id")),
    Column("practitioners", LIST),
    Column("prefers", LIST),
    text("earliest", default=None),
    text("until", default=None),
    number("length", optional=True),
    text("urgency"),
    text("note"),
    number("gives_up", optional=True),
    text("state"),
    Column("offer", LIST),
    Column("declined", LIST),
    number("booked_id", optional=True),
    number("closed_at", optional=True),
    text("created_by"),
    number("created_at"),
    number("version"),
    Index("ix_waitlist_entry_patient_id", "patient_id"),
    partial("ix_waitlist_entry_waiting", "id", where="state = 'waiting'"),
    partial("ix_waitlist_entry_appointment_id", "appointment_id", "state", where="appointment_id IS NOT NULL"),
)
WAITLIST_ENTRIES = Entity("waitlist_entry", WaitlistEntry, WAITLIST)

NOTE = Table(
    "note",
    METADATA,
    key(),
    Column("appointment_id", KEY, ForeignKey("appointment.id"), nullable=False),
    text("body"),
    text("author"),
    number("created_at"),
    text("edited_by", default=None),
    number("edited_at", optional=True),
    number("version"),
    Index("ix_note_appointment_id", "appointment_id", "created_at"),
)
NOTES = Entity("note", Note, NOTE)

DELAY = Table(
    "delay",
    METADATA,
    key(),
    Column("practitioner_id", KEY, ForeignKey("practitioner.id"), nullable=False),
    text("day"),
    Column("minutes", SMALL, nullable=False),
    text("said_by"),
    number("said_at"),
    number("version"),
    Index("ix_delay_practitioner_id", "practitioner_id", "day", unique=True),
)
DELAYS = Entity("delay", Delay, DELAY)
