"""Chance that falls the same every time: a stream of draws for each purpose, by the seed."""

from __future__ import annotations

from random import Random


def chance(seed: int, *purpose: object) -> Random:
    """Give the draws of one purpose; what is drawn for another does not change them."""
    # Nothing here is secret.
    return Random("/".join(map(str, (seed, *purpose))))  # noqa: S311
