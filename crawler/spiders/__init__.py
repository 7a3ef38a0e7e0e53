"""The spider of all sites, and the one that fetches a single page."""
