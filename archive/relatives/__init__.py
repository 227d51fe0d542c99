"""Articles that tell the same: near-duplicates, stories, language editions; found by and by."""
