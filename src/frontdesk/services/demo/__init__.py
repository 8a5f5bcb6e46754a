"""A sample clinic to try things on: made of word lists and chance, the same every time for the same seed."""

from frontdesk.services.demo.clinic import Summary, make_demo

__all__ = ["Summary", "make_demo"]
