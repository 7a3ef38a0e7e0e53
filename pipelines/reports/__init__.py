"""What a run gave: counted, judged and told."""
