"""What is fetched, when, and when again: the frontier of all crawls, kept in the archive.

``policy`` decides and is pure; ``records`` are what goes in and out; ``finding``, ``taking``,
``settling`` and ``reading`` are its four moments in SQL: an address is found, taken to be fetched,
settled in the transaction that stores what came of it; and a source has been read.
"""
