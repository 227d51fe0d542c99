import argparse
import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from tests.crawling import ROOT
from tests.extract.samples import STORIES, document
from tradecrawler.commands.extract import (
    ANY,
    Command,
    Input,
    as_input,
    find_inputs,
    read_page,
    read_urls,
)

STORY = STORIES["fr"]
PAGE = document(STORY.html)
URL = "https://www.rayons.example/news/la-suite"


WRONG_SUM = gzip.compress(b"x" * 99)[:-8] + b"12345678"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four readable files, three of them pages of articles, and two of other kinds."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "inner" / "b.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "c.TXT").write_text(STORY.text, encoding="utf-8")
    (tmp_path / "d.htm").write_text("<p>Page introuvable</p>", encoding="utf-8")
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "README").write_text("Rien", encoding="utf-8")
    return tmp_path


def run(*args: object, project: bool = False, **options: object) -> None:
    """Run the command in this process."""
    command = Command()
    command.settings = get_project_settings() if project else Settings()
    defaults = {"url": "", "urls": None, "magazine": None, "output": None}
    command.run([str(arg) for arg in args], argparse.Namespace(**{**defaults, **options}))


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# -- which files


@pytest.mark.parametrize(
    ("name", "identity", "kind"),
    [
        ("a.html", "a", "text/html"),
        ("a.b.html", "a.b", "text/html"),
        ("a.HTM", "a", "text/html"),
        ("a.xhtml", "a", "text/html"),
        ("a.html.gz", "a", "text/html"),
        ("dev-0001.txt", "dev-0001", "text/plain"),
        ("a.txt.gz", "a", "text/plain"),
    ],
)
def test_files_by_their_suffixes(name: str, identity: str, kind: str) -> None:
    assert as_input(Path(name)) == Input(Path(name), identity, kind)


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.gz", ".html", "a.html.zip", "a.jsonl"])
def test_files_of_other_kinds(name: str) -> None:
    assert as_input(Path(name)) is None


def test_folders_are_searched_and_sorted(folder: Path) -> None:
    assert [item.id for item in find_inputs([folder])] == ["a", "c", "d", "b"]


def test_files_and_folders_in_the_order_given(folder: Path) -> None:
    found = find_inputs([folder / "d.htm", folder / "inner", folder / "a.html"])
    assert [item.id for item in found] == ["d", "b", "a"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no such file or folder: .*nowhere\.html"):
        list(find_inputs([tmp_path / "nowhere.html"]))


def test_a_file_of_another_kind(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*e\.pdf: not one of \.html"):
        list(find_inputs([folder / "e.pdf"]))


# -- addresses


def test_addresses_by_id(tmp_path: Path) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_text(
        f'{{"id": "a", "url": "{URL}", "more": 1}}\n\n{{"id": 7, "url": null}}\n', encoding="utf-8"
    )
    assert read_urls(file) == {"a": URL, "7": ""}


@pytest.mark.parametrize("line", ["{", "[]", '"a"', "3", '{"id": "a"}', '{"url": "x"}', "null"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_text('{"id": "a", "url": "b"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"urls\.jsonl:2: needs id and url"):
        read_urls(file)


def test_a_list_of_addresses_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--urls: .*No such file"):
        read_urls(tmp_path / "urls.jsonl")


def test_a_list_of_addresses_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"--urls: "):
        read_urls(file)


# -- one page


def page_of(path: Path) -> dict[str, Any]:
    item = as_input(path)
    assert item is not None
    return read_page(item, URL, ANY)


def test_a_record_has_the_id_and_the_articles_fields(folder: Path) -> None:
    record = page_of(folder / "a.html")
    assert record["id"] == "a"
    assert record["url"] == URL
    assert record["headline"] == STORY.headline
    assert record["body_text"] == STORY.text
    assert record["date_published"] == "2026-11-20T08:15:00+01:00"
    assert "capture" not in record
    assert "printed" not in record
    assert "refused" not in record


def test_compressed_or_not_gives_the_same(folder: Path) -> None:
    one, two = page_of(folder / "a.html"), page_of(folder / "inner" / "b.html.gz")
    del one["id"], two["id"], one["fetched_at"], two["fetched_at"]
    assert one == two


def test_plain_text(folder: Path) -> None:
    record = page_of(folder / "c.TXT")
    assert record["lead"] == STORY.paragraphs[0]
    assert record["language"] == "fr"


def test_a_refusal(folder: Path) -> None:
    assert page_of(folder / "d.htm") == {"id": "d", "url": URL, "refused": "soft_404"}


@pytest.mark.parametrize(
    "damaged",
    [b"no gzip", gzip.compress(PAGE.encode())[:200], b"", WRONG_SUM],
    ids=["no gzip", "cut off", "empty", "wrong checksum"],
)  # fmt: skip
def test_a_broken_gzip_is_reported_and_does_not_stop_the_rest(
    folder: Path, damaged: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "inner" / "b.html.gz").write_bytes(damaged)
    run(folder)
    found = {record["id"]: record for record in records(capsys.readouterr().out)}
    assert found["b"]["refused"] in ("unreadable", "empty")
    assert found["a"]["body_text"] == STORY.text


def test_damage_inside_a_gzip(folder: Path) -> None:
    packed = bytearray(gzip.compress(PAGE.encode()))
    packed[40:60] = b"\xff" * 20
    (folder / "b.html.gz").write_bytes(packed)
    assert page_of(folder / "b.html.gz")["refused"] == "unreadable"


# -- the command


def test_records_go_to_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder)
    out, err = capsys.readouterr()
    found = records(out)
    assert [record["id"] for record in found] == ["a", "c", "d", "b"]
    assert found[2]["refused"] == "soft_404"
    assert err == ""


def test_records_go_to_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = folder / "out.jsonl"
    run(folder, output=output)
    assert len(records(output.read_text(encoding="utf-8"))) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "4 pages, 3 articles, 1 refused (soft_404 1)" in " ".join(err.split())


def test_a_file_that_cannot_be_written(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"-o: .*No such file"):
        run(folder, output=folder / "nowhere" / "out.jsonl")


def test_the_address_of_one_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder / "a.html", url=URL)
    assert records(capsys.readouterr().out)[0]["canonical_url"] == URL


def test_one_address_is_not_for_many_pages(folder: Path) -> None:
    with pytest.raises(UsageError, match="--urls"):
        run(folder, url=URL)


def test_addresses_of_many_pages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    urls = folder / "urls.jsonl"
    urls.write_text(json.dumps({"id": "a", "url": URL}), encoding="utf-8")
    run(folder, urls=urls)
    found = {record["id"]: record["url"] for record in records(capsys.readouterr().out)}
    assert found == {"a": URL, "b": "", "c": "", "d": ""}


def test_no_path_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="at least one"):
        run()


def test_as_a_magazine_declares(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder / "a.html", magazine="gondola", project=True)
    assert records(capsys.readouterr().out)[0]["magazine"] == "gondola"


def test_a_magazine_that_nobody_declared(folder: Path) -> None:
    with pytest.raises(UsageError, match="no magazine 'nobody'; see scrapy list"):
        run(folder / "a.html", magazine="nobody", project=True)


def test_a_spider_without_a_declaration(folder: Path) -> None:
    with pytest.raises(UsageError, match="declares no magazine"):
        run(folder / "a.html", magazine="site", project=True)


# -- from end to end


def scrapy(*args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "extract", *map(str, args)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_scrapy_extract_writes_json_lines_and_nothing_else(folder: Path) -> None:
    done = scrapy(folder / "a.html", "--url", URL, "--magazine", "gondola")
    assert done.returncode == 0
    assert done.stderr == ""
    (record,) = records(done.stdout)
    assert (record["url"], record["magazine"]) == (URL, "gondola")
    assert record["body_text"] == STORY.text
    assert "boulangeries" in done.stdout
    assert "é" in done.stdout  # not escaped


def test_scrapy_extract_of_a_folder_into_a_file(folder: Path) -> None:
    output = folder / "out.jsonl"
    done = scrapy(folder, "-o", output)
    assert done.returncode == 0
    assert done.stdout == ""
    assert len(records(output.read_text(encoding="utf-8"))) == 4


def test_scrapy_extract_of_nothing_explains_itself(tmp_path: Path) -> None:
    done = scrapy(tmp_path / "nowhere.html")
    assert done.returncode == 2
    assert "no such file or folder" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_addresses_stand_one_a_line_whatever_separators_a_string_holds(tmp_path: Path) -> None:
    path = tmp_path / "urls.jsonl"
    title = "Deux\u2028lignes\x85en une"
    row = json.dumps({"id": "a", "url": "https://x.example/a", "title": title}, ensure_ascii=False)
    path.write_text(f"{row}\n" + '{"id": "b", "url": "https://x.example/b"}\n', encoding="utf-8")
    assert read_urls(path) == {"a": "https://x.example/a", "b": "https://x.example/b"}
