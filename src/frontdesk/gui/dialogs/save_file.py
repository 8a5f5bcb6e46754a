"""Writing a file so that a half-written one never stands in its place. No Qt."""

from __future__ import annotations

import os
from pathlib import Path

from frontdesk.domain.errors import Unavailable


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file beside its place, then put it there; Unavailable says why it cannot be."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(data)
        os.replace(half, path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise Unavailable("cannot_write", path=str(path), got=error.strerror or "") from error
    return path
