"""Signals of our own, in the manner of ``scrapy.signals``."""

page_read = object()
"""A page has been read. Handlers get ``item``: its ``archive.records.Article``, or the ``Refusal``
of a page that is none. Sent by ``tradecrawler.pipelines.report_read``."""
