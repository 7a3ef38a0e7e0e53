"""Lines around a text that are its site's and not the text's, told by their words."""
