"""What files give: pages, texts and records, and the queue they wait in."""
