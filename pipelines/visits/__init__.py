"""What was fetched, what came of it, and what is due now."""
