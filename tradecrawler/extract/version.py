"""The extractor's version: raised whenever the same page may come out differently."""

EXTRACTOR_VERSION = "8"
