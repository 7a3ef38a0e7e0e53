"""What a search is made of: a query read, the speeches it may mean, the passage shown."""
