"""What a page tells of its text: its title, its time, who wrote it, where it belongs."""
