"""What a text tells of itself: how it is built, who spoke, how much it is worth."""
