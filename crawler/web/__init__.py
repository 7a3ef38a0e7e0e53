"""The reading room: the corpus as web pages, by Datasette with our plugin and templates."""
