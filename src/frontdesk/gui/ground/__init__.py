"""What every screen stands on: look, wording, actions and background work."""
