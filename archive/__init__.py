"""The archive of trade-press articles: what is kept, how it is decided, how it is read.

Knows nothing of Scrapy or of HTML: it takes finished records (``archive.records``) and gives them
back, by Python (``Archive.open(url)``), by SQL (the view ``articles_flat``) or on the command line
(``tradearchive``).
"""
