"""What is left alone: traps, lists without end, walls, one page at many addresses."""
