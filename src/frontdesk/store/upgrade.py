"""Bring an older book to the present schema: with a checked copy put aside first, and whole or not at all.

Alembic is imported here and nowhere else: it costs more time than the first screen has.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from frontdesk.domain.errors import Unavailable
from frontdesk.store import guards
from frontdesk.store.book import make_schema
from frontdesk.store.carried import note
from frontdesk.store.copies import counts, put_aside
from frontdesk.store.engine import connect, driver_of, for_writing
from frontdesk.store.faults import meaning, told
from frontdesk.store.fingerprint import Schema, differences, fingerprint, fingerprint_of
from frontdesk.store.look import REVISION, look
from frontdesk.store.revision import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(
    path: Path, held: str, head: str, *, scripts: Path = MIGRATIONS, schema: Schema = make_schema
) -> Path | None:
    """Migrate a book from the revision it holds to the newest; give the path of the copy that was put aside.

    `schema` makes the schema that must come out. Whatever goes wrong, the book stays as it was and usable; then
    the copy goes again. None when another process was faster.
    """
    _refuse_unknown(path, held, head, scripts)
    engine = connect(path)
    copy: Path | None = None
    try:
        with told(path), for_writing(engine) as connection:
            # Inside a transaction it would do nothing; left on, a table that is made anew takes others' rows with it.
            driver_of(connection).execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                if _revision(connection) == head:
                    return None
                copy = put_aside(path, f"before-{held}")
                _migrate(connection, path, head, scripts, schema)
        if look(path).revision != head:
            raise Unavailable("upgrade_failed", path=str(path), got=held, allowed=head)
    except BaseException:
        if copy is not None and look(path).revision == held:
            copy.unlink(missing_ok=True)
        raise
    finally:
        engine.dispose()
    return copy


def migrate(connection: Connection, head: str, scripts: Path = MIGRATIONS) -> None:
    """Run the migrations that are due, in the transaction that the connection is in."""
    config = _config(scripts)
    config.attributes["connection"] = connection
    command.upgrade(config, head)


def revisions(scripts: Path = MIGRATIONS) -> list[str]:
    """List the known revisions, newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config(scripts)).walk_revisions()]


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def _refuse_unknown(path: Path, held: str, head: str, scripts: Path) -> None:
    known = revisions(scripts)
    if head not in known:
        # Alembic finds nothing where only compiled files were installed, and says nothing of it.
        raise Unavailable("upgrade_failed", path=str(path), got=held, allowed=head)
    if not held:
        raise Unavailable("not_a_book", path=str(path))
    if held not in known:
        raise Unavailable("newer_version", path=str(path), got=held, allowed=head)


def _migrate(connection: Connection, path: Path, head: str, scripts: Path, schema: Schema) -> None:
    plain = driver_of(connection)
    before = counts(plain)
    guards.take_down(connection)
    try:
        migrate(connection, head, scripts)
    except (CommandError, SQLAlchemyError) as error:
        if isinstance(error, SQLAlchemyError) and _is_trouble_with_the_file(error):
            raise
        raise _failed(path, head, type(error).__name__) from error
    guards.put_up(connection)
    for wrong in _wrong(connection, before, head, schema):
        raise _failed(path, head, wrong)
    if head == HEAD:
        note(connection)


def _wrong(connection: Connection, before: dict[str, int], head: str, schema: Schema) -> list[str]:
    """Say what is not as it must be after a migration, before it is made to last."""
    plain = driver_of(connection)
    after = counts(plain)
    found = [f"rows of {name}" for name, count in before.items() if name in after and after[name] != count]
    found += [f"references of {row[0]}" for row in plain.execute("PRAGMA foreign_key_check").fetchmany(1)]
    found += differences(fingerprint(connection), fingerprint_of(schema))
    if _revision(connection) != head:
        found.append("revision")
    if plain.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        found.append("pages")
    return found


def _revision(connection: Connection) -> str:
    row: Any = driver_of(connection).execute(REVISION).fetchone()
    return str(row[0]) if row else ""


def _is_trouble_with_the_file(error: SQLAlchemyError) -> bool:
    return isinstance(error, DBAPIError) and meaning(error) is not None


def _failed(path: Path, head: str, what: str) -> Unavailable:
    return Unavailable("upgrade_failed", path=str(path), got=what, allowed=head)
