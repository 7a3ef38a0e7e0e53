"""The tables of a corpus: what is entered into them, and how they are read."""
