"""The tables are the same on every database, and only the database in use is loaded."""

from __future__ import annotations

import subprocess
import sys

from sqlalchemy import create_mock_engine

from frontdesk.store import book
from frontdesk.store.schema import METADATA


def statements(url: str) -> list[str]:
    """Give what would be run to make all tables on some database."""
    found: list[str] = []
    engine = create_mock_engine(url, lambda made, *_: found.append(" ".join(str(made.compile(engine)).split())))
    METADATA.create_all(engine, checkfirst=False)
    return found


def test_a_partial_index_has_its_condition_on_both_databases() -> None:
    assert book.HEAD
    for url in ("sqlite://", "postgresql+psycopg2://"):
        (made,) = [s for s in statements(url) if "INDEX ix_patient_email" in s]
        assert made.endswith("WHERE email <> ''"), url


def test_no_dialect_is_loaded_but_the_one_in_use() -> None:
    code = "import sys, frontdesk.store.book; print([m for m in sys.modules if 'dialects.postgresql' in m])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
