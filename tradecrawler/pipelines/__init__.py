"""The way of a page into the archive: shells, one job each, in the order of the settings."""
