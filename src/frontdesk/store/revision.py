"""The revision of the schema that this program writes; a test holds it against the newest migration."""

from __future__ import annotations

HEAD = "0005"
