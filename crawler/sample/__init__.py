"""A small speech-collection site to crawl without the internet: content, pages and a server."""
