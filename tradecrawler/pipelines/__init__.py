"""The way of a page into the archive: five shells, one job each, in the order of the settings."""
