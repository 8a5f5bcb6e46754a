"""The Settings window: everything that decides when and how a visit may take place, a page for each kind."""
