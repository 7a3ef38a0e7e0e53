"""Child processes that read pages: bounded in time and memory, replaced when they die."""
