"""RFC 5545 text to domain values and back."""
