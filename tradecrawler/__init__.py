"""The crawler: finds a magazine's articles, fetches them and reads them into records.

What is kept of them, and how, is the business of the package ``archive``.
"""

__version__ = "0.1.0"
