"""Sheets made by hand."""

from __future__ import annotations

from frontdesk.gui.printing.sheet import Field, Sheet, Table


def sheet_of(*tables: Table, title: str = "Wednesday, 18 March 2026") -> Sheet:
    """Make a sheet of two columns."""
    fields = (Field("Time", 10), Field("Patient", 30))
    return Sheet(title, "Main Street Clinic", "Tue 17 Mar, 18:00", "Day sheet 2026-03-18", fields, tables)


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Make so many rows."""
    return tuple((f"{n:03d}", f"Patient {n}") for n in range(count))
