"""Patients, and the words and digits that they are found by."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text
from sqlalchemy import text as sql

from frontdesk.domain.patient import Patient
from frontdesk.store.entity import Entity
from frontdesk.store.schema import KEY, LIST, METADATA, key, number, text

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
    number("merged_into", optional=True),
    number("archived_at", optional=True),
    number("version"),
    Index("ix_patient_number", "number", unique=True),
    Index("ix_patient_birth_date", "birth_date"),
    Index("ix_patient_email", "email", sqlite_where=sql("email <> ''"), postgresql_where=sql("email <> ''")),
)

# Words and phones follow from patients, and name them without a foreign key: with one, every patient that goes
# would have these tables searched from end to end.
PATIENT_WORD = Table(
    "patient_word",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("patient_id", KEY, primary_key=True),
    sqlite_with_rowid=False,
)

PATIENT_PHONE = Table(
    "patient_phone",
    METADATA,
    Column("digits", Text, primary_key=True),
    Column("patient_id", KEY, primary_key=True),
    sqlite_with_rowid=False,
)

ENTITY = Entity("patient", Patient, PATIENT)
