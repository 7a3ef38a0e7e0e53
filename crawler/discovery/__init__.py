"""Addresses that pages, lists, sitemaps and scripts name, and what each promises."""
