"""From the bytes of feeds, sitemaps and listing pages to the addresses of articles: pure functions.

Nothing here fetches or decides what is an article; that is the spiders' and the extractor's work.
"""
