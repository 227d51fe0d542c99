"""Writes and is killed, one step later each time, until it comes to its end.

``python killed_writer.py URL FOLDER``: prints how often it was killed. A step is half a record
written, an fsync begun or done, a statement sent, a transaction about to be committed or just
committed. Run by ``test_killed_writer``.
"""

import hashlib
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from archive.captures import CaptureWriter, writer
from archive.fingerprints import fingerprint_in
from archive.records import Article, Capture, Exchange, PrintedBlock, Refusal
from archive.store import Archive

FETCHED = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


class Steps:
    """Counts steps, and kills the process at one of them."""

    def __init__(self, last: int) -> None:
        self._left = last

    def take(self, *_: object) -> None:
        if self.is_last():
            os.kill(os.getpid(), signal.SIGKILL)

    def is_last(self) -> bool:
        self._left -= 1
        return self._left == 0

    def watch_files(self) -> None:
        """From now on writing to WARC files counts."""
        append, fsync = writer._WarcFile.append, os.fsync

        def append_or_tear(file: Any, record: bytes) -> int:
            if self.is_last():
                append(file, record[: len(record) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return append(file, record)

        def watched_fsync(descriptor: int) -> None:
            self.take()
            fsync(descriptor)
            self.take()

        files: Any = writer._WarcFile
        files.append = append_or_tear
        system: Any = os
        system.fsync = watched_fsync

    def watch_database(self, archive: Archive) -> None:
        """From now on what is sent to the database counts."""
        engine = archive._engine
        event.listen(engine, "before_cursor_execute", self.take)
        event.listen(engine, "commit", self.take)
        event.listen(engine, "checkin", self.take)  # the transaction is over


def write(url: str, folder: Path, run: int) -> None:
    """Two batches: an article that is new, one known, one that changed, and a refused page."""
    steps = Steps(run)
    steps.watch_files()
    with Archive.open(url) as archive:
        steps.watch_database(archive)
        with CaptureWriter(folder, f"rayon/{run}", holding=archive.holding) as captures:
            for half in (0, 1):
                number = 2 * run + half
                moment = FETCHED + timedelta(minutes=number)
                pages = {
                    f"fr/{number}": f"Le magasin numéro {number}",
                    f"fr/{number - 2}": f"Le magasin numéro {number - 2}",
                    "fr/dernier": f"Le dernier magasin : {number}",
                    "fr/contact": "Le magasin",
                }
                written = captures.write([exchange(p, t, moment) for p, t in pages.items()])
                given = zip(pages.values(), written, strict=True)
                records = [article(text, capture) for text, capture in given]
                archive.store([*records[:3], refusal(written[3])])


def exchange(path: str, text: str, moment: datetime) -> Exchange:
    """A page as it was fetched."""
    return Exchange(
        url=f"https://www.rayon.example/{path}",
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=text.encode(),
        fetched_at=moment,
        request_headers=(),
    )


def article(text: str, capture: Capture) -> Article:
    """What was read from a page."""
    return Article(
        url=capture.url,
        canonical_url=capture.url,
        magazine="rayon",
        headline=text,
        body_text=f"{text} a rouvert ses portes.",
        body_html="",
        authors=("Hélène Noël",),
        keywords=("magasin",),
        printed=(PrintedBlock(fingerprint_in("fr", text), 7, text, is_text=True),),
        language="fr",
        word_count=8,
        extractor_version="0.1.0",
        fetched_at=capture.fetched_at,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        capture=capture,
    )


def refusal(capture: Capture) -> Refusal:
    """A page that is no article."""
    return Refusal(
        url=capture.url,
        magazine="rayon",
        reason="listing",
        fetched_at=capture.fetched_at,
        capture=capture,
    )


def is_killed(url: str, folder: Path, run: int) -> bool:
    """Write in a process of its own; returns whether that was killed."""
    process = os.fork()
    if process == 0:
        write(url, folder, run)
        os._exit(0)
    status = os.waitpid(process, 0)[1]
    if status not in (0, signal.SIGKILL):
        sys.exit(f"the writer ended with status {status}")
    return status != 0


if __name__ == "__main__":
    Archive.open(sys.argv[1]).close()
    kills = 0
    while is_killed(sys.argv[1], Path(sys.argv[2]), kills + 1):
        kills += 1
    sys.stdout.write(f"{kills}\n")
