"""Small widgets that every surface may use; they know no clinic."""
