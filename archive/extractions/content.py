"""What a reading of a page decides, as a version keeps it."""

from typing import Any

from archive.fingerprints import fingerprint
from archive.records import Article


def content_columns(record: Article) -> dict[str, Any]:
    """What a reading decides, as the columns of ``versions``."""
    return {
        "extractor_version": record.extractor_version,
        "content_hash": record.content_hash,
        "language": record.language,
        "published_on": record.published_on,
        "date_published": record.date_published,
        "date_published_raw": record.date_published_raw,
        "date_modified": record.date_modified,
        "section": record.section,
        "is_accessible_for_free": record.is_accessible_for_free,
        "word_count": record.word_count,
        "image_url": record.image_url,
        "headline": record.headline,
        "headline_fingerprint": fingerprint(record.headline),
        "alternative_headline": record.alternative_headline,
        "provenance": dict(record.provenance),
        "lead": record.lead,
        "body_text": record.body_text,
        "body_html": record.body_html,
    }
