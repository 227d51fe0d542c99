"""Full text: what a word is, what a query means, which articles match, and why."""
