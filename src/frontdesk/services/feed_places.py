"""Where the file of a feed may lie: nowhere that something else would be lost."""

from __future__ import annotations

import os
from pathlib import Path

from frontdesk.delivery import feed_file
from frontdesk.domain.errors import Conflict, Invalid, Unavailable
from frontdesk.domain.feed import WatchedFeed
from frontdesk.domain.names import slug_of
from frontdesk.services import checks
from frontdesk.store import files
from frontdesk.store.work import Work

LONGEST_PATH = 4096
_ALLOWED = "a folder, or a file in a folder that is there, its name ending in .ics"


def place_of(work: Work, sent: Path, name: str, held: WatchedFeed | None = None) -> str:
    """Give the file that a feed is to be written to; `name` names a new one where a folder was sent.

    Invalid says of the field `path` what is wrong with it, Conflict that another feed is written there.
    """
    if not isinstance(sent, Path):
        raise Invalid("wrong_type", field="path", got=str(sent), allowed="the path of a file or folder")
    checks.line(str(sent), field="path", longest=LONGEST_PATH)
    if not sent.is_absolute():
        raise Invalid("path_not_absolute", field="path", got=str(sent), allowed="a whole path")
    others = [each for each in work.all(WatchedFeed) if held is None or each.id != held.id]
    place = _file(sent, name, frozenset(each.path for each in others))
    if held is not None and str(place) == held.path:
        return held.path
    try:
        feed_file.check_content(real_place(place))
    except Unavailable as refusal:
        raise Invalid(refusal.reason, field="path", got=str(sent), allowed=_ALLOWED) from None
    if _key(place) in {_key(Path(each.path)) for each in others}:
        raise Conflict("feed_path_taken", field="path", got=str(sent))
    return str(place)


def real_place(path: Path) -> Path:
    """Give the file that a path means in the end; Unavailable where no feed may be written there.

    Whether it is an open clinic's is asked before anything looks into it: a look alone could cost a clinic its locks.
    """
    real = feed_file.real_place(path)
    try:
        held = files.is_held(real)
    except FileNotFoundError:
        held = False
    except OSError as error:
        raise Unavailable("cannot_write", path=str(path), got=error.strerror or "") from error
    if held:
        raise Unavailable("open_clinic", path=str(path))
    return real


def _file(sent: Path, name: str, taken: frozenset[str]) -> Path:
    """Give the file itself: in a folder one that is named after whose calendar it is."""
    try:
        is_folder = sent.is_dir()
    except (OSError, ValueError):
        is_folder = False
    return feed_file.free_name(sent, slug_of(name)[:100] or "calendar", taken) if is_folder else sent


def _key(path: Path) -> str:
    """Give what two ways to write one place have in common."""
    return os.path.normcase(os.path.realpath(path))
