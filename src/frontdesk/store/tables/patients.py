"""Patients, and the words, endings of phone numbers and lines that they are found by.

Words, digits and lines follow from the patient and are written with it; an archived patient has none. Words and
digits name their patient without a foreign key: with one, each patient that goes would have these tables searched
from end to end.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from frontdesk.domain.patient import Patient
from frontdesk.store.entity import Entity
from frontdesk.store.schema import KEY, LIST, METADATA, key, number, partial, text

# Ranges are told by first letters and digits, so their order must be that of the code points everywhere.
WORD = Text().with_variant(Text(collation="C"), "postgresql")

PATIENT = Table(
    "patient",
    METADATA,
    key(),
    text("number"),
    text("given_name"),
    text("family_name"),
    text("birth_date", default=None),
    Column("phones", LIST),
    text("email"),
    text("alert"),
    text("note"),
    Column("practitioner_id", KEY, ForeignKey("practitioner.id")),
    Column("prefers", LIST),
    number("merged_into", optional=True),
    number("archived_at", optional=True),
    number("version"),
    Index("ix_patient_number", "number", unique=True),
    Index("ix_patient_birth_date", "birth_date"),
    partial("ix_patient_email", "email", where="email <> ''"),
)

# Every word has a space after it, so that whole words are ranges as beginnings are.
PATIENT_WORD = Table(
    "patient_word",
    METADATA,
    Column("word", WORD, primary_key=True),
    Column("patient_id", KEY, primary_key=True),
    sqlite_with_rowid=False,
)

# Every ending of every number (domain.search.endings_to_find), so that any part of one is a range.
PATIENT_PHONE = Table(
    "patient_phone",
    METADATA,
    Column("digits", WORD, primary_key=True),
    Column("patient_id", KEY, primary_key=True),
    sqlite_with_rowid=False,
)

# All that a patient is judged by while someone types, in one narrow row (domain.search.line_of).
PATIENT_LINE = Table(
    "patient_line",
    METADATA,
    Column("patient_id", KEY, ForeignKey("patient.id"), primary_key=True, autoincrement=False),
    text("line"),
)

ENTITY = Entity("patient", Patient, PATIENT)
