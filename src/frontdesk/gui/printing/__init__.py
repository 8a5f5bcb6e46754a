"""What goes on paper: sheets as values, their pages, and the ways out to a printer or a PDF file."""
