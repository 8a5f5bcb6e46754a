"""The operations from a terminal: JSON in, JSON out."""
