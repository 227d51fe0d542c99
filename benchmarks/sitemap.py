"""Time and memory of reading one sitemap as large as the protocol allows: 50 MB, 50,000 pages.

    python -m benchmarks.sitemap

Three kinds, each in a process of its own: pages alone with what pads them to 50 MB, pages with a
dozen language editions each, and the first kind gzipped. Memory is the process's peak above what
it had with the file in it.
"""

import gzip
import multiprocessing
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

PAGES = 50_000
SIZE = 50 * 1024 * 1024
LANGUAGES = ("ar", "ca", "de", "en", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset '
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)


def padded() -> bytes:
    """Pages with an element nobody reads."""
    fixed = (
        "<url><loc>https://www.example.org/fr/news/article-{}</loc><lastmod>2026-05-05</lastmod>"
    )
    pad = "x" * (SIZE // PAGES - len(fixed) - 24)
    return _sitemap(f"{fixed.format(n)}<note>{pad}</note></url>" for n in range(PAGES))


def editions() -> bytes:
    """Pages with their language editions, as many as there is room for."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" '
        f'href="https://www.example.org/{code}/news/article-%d"/>'
        for code in LANGUAGES
    )
    entry = f"<url><loc>https://www.example.org/fr/news/article-%d</loc>{links}</url>"
    count = min(PAGES, SIZE // len(entry))
    return _sitemap(entry % ((n,) * (len(LANGUAGES) + 1)) for n in range(count))


def gzipped() -> bytes:
    """The first, gzipped."""
    return gzip.compress(padded(), 6)


def _sitemap(entries: Iterable[str]) -> bytes:
    return f"{HEAD}{''.join(entries)}</urlset>".encode()


def measure(file: Path) -> None:
    """Read one sitemap and print what it took."""
    from tradecrawler.discovery.sitemap import parse_sitemap  # in the process that is measured

    parse_sitemap(_sitemap(["<url><loc>/a</loc></url>"]), "https://www.example.org/")
    body = file.read_bytes()
    before = _peak()
    started = time.perf_counter()
    content = parse_sitemap(body, "https://www.example.org/sitemap.xml")
    seconds = time.perf_counter() - started
    print(
        f"{file.name:<10} {len(body) / 2**20:5.1f} MB  {len(content.found):>6} pages  "
        f"{seconds:5.1f} s  {_peak() - before:5.1f} MiB above"
    )


def _peak() -> float:
    """MiB; getrusage would give that of the parent where it is higher (Linux only)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    """Measure each kind in a new process: a peak never falls."""
    spawning = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for make in (padded, editions, gzipped):
            file = Path(folder, make.__name__)
            file.write_bytes(make())
            process = spawning.Process(target=measure, args=(file,))
            process.start()
            process.join()


if __name__ == "__main__":
    main()
