"""Dialogs: booking, patients, import, export and setting a clinic up. Each thinks in a Qt-free file beside it."""
