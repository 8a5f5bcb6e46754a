"""What comes again: its record and rows, how far they reach, and changes to several of them (C39, C40, C61)."""
