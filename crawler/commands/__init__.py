"""What `scrapy` can be asked to do here: a module for each command."""
