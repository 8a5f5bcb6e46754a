"""How Frontdesk looks: tokens, fonts, icons and the style made from them."""
