"""Pages that hold no article: errors, walls, forms, closed sites, other files."""
