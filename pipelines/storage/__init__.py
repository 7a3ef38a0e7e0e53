"""SQLite files: where they are, how they are opened, and what is kept in memory of them."""
