"""The main window: it wires the surfaces, which never know each other, to each other and to the services."""
