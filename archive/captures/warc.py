"""WARC records as bytes: each a gzip member of its own, so that it can be read by its place alone.

Format: WARC 1.1 (https://iipc.github.io/warc-specifications/). Writes no file.
"""

import hashlib
import io
import uuid
import zlib
from datetime import UTC, datetime

from warcio.recordloader import ArcWarcRecord
from warcio.warcwriter import WARCWriter

from archive.captures.headers import PRIVATE, public_url, request_headers, response_headers
from archive.records import Capture, Exchange

COMPRESSION = 6
"""zlib's own default. 9, which warcio takes, makes records 0.6 % smaller and takes 1.4 times as
long (``benchmarks/captures.py``)."""

_GZIP = 16 + zlib.MAX_WBITS
"""zlib's way to be told that gzip's header and trailer are wanted."""


def payload_digest(body: bytes) -> str:
    """The digest of a payload in WARC's notation."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def record_id(file: str, offset: int) -> str:
    """The identifier of the record at a place: made from it, so that a revisit can name it."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{file}#{offset}')}>"


def warc_date(moment: datetime) -> str:
    """A moment as WARC 1.1 writes it, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def information(file: str) -> bytes:
    """The first record of a file: what it is, and what it leaves out."""
    builder = _builder()
    fields = {
        "software": "tradecrawler",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": f"Never written: {', '.join(sorted(PRIVATE))}; user and password in URLs",
    }
    return _member(builder.create_warcinfo_record(file.rpartition("/")[2], fields))


def response(exchange: Exchange, digest: str, id_: str) -> bytes:
    """A response with its payload."""
    record = _builder().create_warc_record(
        public_url(exchange.url),
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=response_headers(exchange),
        warc_headers_dict={
            "WARC-Record-ID": id_,
            "WARC-Date": warc_date(exchange.fetched_at),
            "WARC-Payload-Digest": digest,
        },
    )
    return _member(record)


def revisit(exchange: Exchange, original: Capture, id_: str) -> bytes:
    """A response whose payload is that of ``original``: its headers, and where the payload is."""
    record = _builder().create_revisit_record(
        public_url(exchange.url),
        original.digest,
        original.url,
        warc_date(original.fetched_at),
        http_headers=response_headers(exchange),
        warc_headers_dict={
            "WARC-Record-ID": id_,
            "WARC-Date": warc_date(exchange.fetched_at),
            "WARC-Refers-To": record_id(original.file, original.offset),
        },
    )
    return _member(record)


def request(exchange: Exchange, response_id: str) -> bytes:
    """The request that a response answers; never its body, which may be a login."""
    record = _builder().create_warc_record(
        public_url(exchange.url),
        "request",
        http_headers=request_headers(exchange),
        warc_headers_dict={
            "WARC-Date": warc_date(exchange.fetched_at),
            "WARC-Concurrent-To": response_id,
        },
    )
    return _member(record)


def _builder() -> WARCWriter:
    return WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1")


def _member(record: ArcWarcRecord) -> bytes:
    """The record, compressed; warcio itself would take zlib's slowest level."""
    buffer = io.BytesIO()
    WARCWriter(buffer, gzip=False, warc_version="1.1").write_record(record)
    compressor = zlib.compressobj(COMPRESSION, zlib.DEFLATED, _GZIP)
    return compressor.compress(buffer.getbuffer()) + compressor.flush()
