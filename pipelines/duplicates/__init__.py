"""Copies of a text: how they are known, found among millions, and tied together."""
