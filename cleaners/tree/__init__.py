"""A page's tree: its nodes, its lines as they are read, what it declares, and what breaks it."""
