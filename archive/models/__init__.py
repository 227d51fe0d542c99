"""The archive's tables, a module for each subject, ``articles`` first; read each top to bottom.

``archive.views`` has the analyst's views. Decides nothing and holds no query.
"""

from archive.models.articles import (
    Alternate,
    Article,
    Author,
    Capture,
    Keyword,
    Url,
    Version,
)
from archive.models.base import Base
from archive.models.editions import DeclaredEdition, EditionMember, EditionPair, EditionSet
from archive.models.extractions import Extraction
from archive.models.frontier import Address, Revisit, Source
from archive.models.health import Alert, DayVolume, RunFigure
from archive.models.runs import Run
from archive.models.stories import (
    PendingLookup,
    Relation,
    SketchHash,
    SketchRun,
    Story,
    StoryMember,
)
from archive.models.teasers import Teaser, TeaserSighting
from archive.models.template import LanguageCount, Layout, LayoutPlace, PrintedBlock

__all__ = [
    "Address",
    "Alert",
    "Alternate",
    "Article",
    "Author",
    "Base",
    "Capture",
    "DayVolume",
    "DeclaredEdition",
    "EditionMember",
    "EditionPair",
    "EditionSet",
    "Extraction",
    "Keyword",
    "LanguageCount",
    "Layout",
    "LayoutPlace",
    "PendingLookup",
    "PrintedBlock",
    "Relation",
    "Revisit",
    "Run",
    "RunFigure",
    "SketchHash",
    "SketchRun",
    "Source",
    "Story",
    "StoryMember",
    "Teaser",
    "TeaserSighting",
    "Url",
    "Version",
]
