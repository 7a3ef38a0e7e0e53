"""Pages as Chromium shows them, with no way into the network but ours."""
