"""Addresses that are public, connections that end, bodies that are whole."""
