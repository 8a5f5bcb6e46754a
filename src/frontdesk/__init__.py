"""Frontdesk: the calendar at the clinic's front desk."""

__version__ = "0.1.0"
