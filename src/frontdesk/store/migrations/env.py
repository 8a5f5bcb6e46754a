"""What Alembic runs migrations in: the connection, and the transaction on it, that the upgrade has begun."""

from __future__ import annotations

from alembic import context

from frontdesk.store import registry
from frontdesk.store.schema import METADATA
from frontdesk.store.tables import journal

# Importing these has made every table known.
assert registry.ENTITIES
assert journal.CHANGESET is METADATA.tables["changeset"]
context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
