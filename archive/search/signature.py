"""By which analysis an index was made: a line that differs where the same text gives other words.

An index is kept beside the line of the program that made it (``archive.search.index``). Where this
program's is another, what it looks for may not be what that one wrote. Pure; no SQL.
"""

import zlib

import Stemmer

from archive.search.compounds import listed

VERSION = 2
"""Raised by one with every change of ``analysis``, ``compounds``, ``indexing`` or ``text.fold``
after which an article has other words in the index; a test holds those of some articles."""

_COMPOUNDS = zlib.crc32(listed().encode())

SIGNATURE = f"words {VERSION}, Snowball {Stemmer.version()}, compounds {_COMPOUNDS:08x}"
"""Of this program. Snowball mends its stemmers from version to version, and comes with whatever
PyStemmer is installed."""
