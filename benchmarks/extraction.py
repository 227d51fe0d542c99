"""Our extractor and trafilatura over the same pages: quality, pages a second, peak memory.

    python -m benchmarks.extraction CORPUS [--score SCORER.py] [--limit N] [--out FOLDER]

CORPUS has ``pages/ID.html.gz`` and ``truth.jsonl`` (id and url are read here, the rest is the
scorer's). Each extractor has a process of its own and gets the pages in turns of CHUNK, so that a
machine that slows down does so for both. Needs trafilatura: ``pip install '.[benchmarks]'``.
"""

import argparse
import gc
import gzip
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from itemadapter import ItemAdapter
from scrapy.utils.serialize import ScrapyJSONEncoder

from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

CHUNK = 25
"""Pages in one turn: a second or two, so that both see the same weather."""
Extractor = Callable[[bytes, str], dict[str, Any]]


def ours() -> Extractor:
    """This project's extractor, with nothing declared."""
    magazine = Magazine(slug="any", title="", homepage="http://any.example/")
    fetched_at = datetime(2026, 1, 1, tzinfo=UTC)

    def run(body: bytes, url: str) -> dict[str, Any]:
        try:
            article = extract(Page(url=url, body=body, fetched_at=fetched_at), magazine)
        except NotAnArticle as refusal:
            return {"refused": refusal.reason}
        return ItemAdapter(article).asdict()

    return run


def trafilatura() -> Extractor:
    """Trafilatura with its defaults and metadata, comments off as its own evaluation has them."""
    import trafilatura as peer

    def run(body: bytes, url: str) -> dict[str, Any]:
        found = peer.bare_extraction(
            body, url=url or None, with_metadata=True, include_comments=False
        )
        if found is None:
            return {}
        fields = found if isinstance(found, dict) else found.as_dict()
        authors = [name.strip() for name in (fields.get("author") or "").split(";") if name]
        return {
            "title": fields.get("title"),
            "authors": authors,
            "published": fields.get("date"),
            "body": fields.get("text"),
        }

    return run


EXTRACTORS = {"ours": ours, "trafilatura": trafilatura}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker sends back for a chunk."""

    records: list[dict[str, Any]]
    cpu_seconds: float
    peak_mib: float


def work(name: str, pipe: Connection) -> None:
    """Extract chunks of (body, url) until None comes."""
    run = EXTRACTORS[name]()
    gc.freeze()  # what was imported: spares either a few per cent, as it does our command
    while (chunk := pipe.recv()) is not None:
        started = time.process_time()
        records = [run(body, url) for body, url in chunk]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pipe.send(Answer(records, time.process_time() - started, peak))


def chunks(corpus: Path, limit: int) -> Iterator[list[tuple[str, bytes, str]]]:
    """(id, body, url) of the corpus' pages, CHUNK at a time."""
    with (corpus / "truth.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][: limit or None]
    for start in range(0, len(rows), CHUNK):
        yield [
            (
                row["id"],
                gzip.decompress((corpus / "pages" / f"{row['id']}.html.gz").read_bytes()),
                row.get("url") or "",
            )
            for row in rows[start : start + CHUNK]
        ]


def main() -> None:
    """Run both, print the figures, and the scorer's tables where one is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--score", type=Path, help="script that takes CORPUS PREDICTIONS...")
    parser.add_argument("--limit", type=int, default=0, help="at most so many pages")
    parser.add_argument("--out", type=Path, help="keep the predictions in this folder")
    parser.add_argument("--only", choices=EXTRACTORS, help="run one of them")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        out = args.out or Path(temporary)
        out.mkdir(parents=True, exist_ok=True)
        names = [args.only] if args.only else list(EXTRACTORS)
        run_all(names, args.corpus, args.limit, out)
        if args.score:
            files = [str(out / f"{name}.jsonl") for name in names]
            command = [sys.executable, str(args.score), str(args.corpus), *files]
            subprocess.run([*command, "--bootstrap", "0"], check=True)


def run_all(names: list[str], corpus: Path, limit: int, out: Path) -> None:
    """Let the extractors take turns; predictions go to ``out``/NAME.jsonl."""
    context = multiprocessing.get_context("spawn")
    pipes, processes = {}, []
    for name in names:
        pipes[name], theirs = context.Pipe()
        processes.append(context.Process(target=work, args=(name, theirs), daemon=True))
        processes[-1].start()
        theirs.close()  # so that a worker that dies ends the wait for it
    encoder = ScrapyJSONEncoder(ensure_ascii=False)
    seconds, peaks, pages = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0), 0
    files = {name: (out / f"{name}.jsonl").open("w", encoding="utf-8") for name in names}
    for chunk in chunks(corpus, limit):
        pages += len(chunk)
        for name in names:
            pipes[name].send([(body, url) for _, body, url in chunk])
            answer: Answer = pipes[name].recv()
            seconds[name] += answer.cpu_seconds
            peaks[name] = answer.peak_mib
            for (page_id, _, _), record in zip(chunk, answer.records, strict=True):
                files[name].write(encoder.encode({"id": page_id, **record}) + "\n")
    for name in names:
        pipes[name].send(None)
        files[name].close()
    for process in processes:
        process.join()
    print(f"{corpus.name}: {pages} pages, CPU time of one process each, in turns of {CHUNK}")
    for name in names:
        rate = pages / seconds[name]
        ratio = seconds[names[-1]] / seconds[name]
        print(
            f"{name:<12} {rate:7.1f} pages/s  {1000 / rate:6.1f} ms/page  "
            f"{ratio:5.2f} x {names[-1]}  {peaks[name]:5.0f} MiB"
        )


if __name__ == "__main__":
    main()
