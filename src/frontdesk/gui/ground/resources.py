"""Where fonts, icons and translations lie: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import frontdesk


@lru_cache(maxsize=1)
def folder() -> Path:
    """Give the folder that holds the resources.

    The build lays them into the package as `_resources`; a checkout keeps them at its top.
    """
    package = Path(frontdesk.__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parents[1] / "resources"


def path(*parts: str) -> Path:
    """Give the path of one resource, whether or not it exists."""
    return folder().joinpath(*parts)
