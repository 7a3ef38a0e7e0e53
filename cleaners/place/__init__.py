"""Where on a page its text is, and where it goes on."""
