"""The archive's tables: ``articles``, ``teasers``, ``template``, each to be read top to bottom.

``archive.views`` has the analyst's views. Decides nothing and holds no query.
"""

from archive.models.articles import (
    Alternate,
    Article,
    Author,
    Capture,
    Keyword,
    Run,
    Url,
    Version,
)
from archive.models.base import Base
from archive.models.extractions import Extraction
from archive.models.teasers import Teaser, TeaserSighting
from archive.models.template import LanguageCount, Layout, LayoutPlace, PrintedBlock

__all__ = [
    "Alternate",
    "Article",
    "Author",
    "Base",
    "Capture",
    "Extraction",
    "Keyword",
    "LanguageCount",
    "Layout",
    "LayoutPlace",
    "PrintedBlock",
    "Run",
    "Teaser",
    "TeaserSighting",
    "Url",
    "Version",
]
