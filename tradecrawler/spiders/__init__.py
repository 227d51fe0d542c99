"""One small module per magazine: a class with declared attributes, run by ``scrapy crawl NAME``."""
