"""What a fetched page is to the archive: new, changed, unchanged, duplicate, refused; of what."""
