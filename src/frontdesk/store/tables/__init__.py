"""Everything that touches the tables of one area stands in one module here."""
