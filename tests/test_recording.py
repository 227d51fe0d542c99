import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import article_html
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.recording import (
    EXPECTED,
    FIELDS,
    META,
    PAGE,
    new_folder,
    read_as,
    read_expected,
    read_page,
    write_page,
)

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
RECORDED = Page(
    url="https://www.example.org/news/une-epicerie",
    body=article_html("Une épicerie ouvre à Namur").encode("cp1252"),
    fetched_at=datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC),
    headers=(("Content-Type", "text/html; charset=windows-1252"), ("Set-Cookie", "id=secret")),
)


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    write_page(tmp_path / "a", RECORDED, MAGAZINE)
    headers = (("Content-Type", "text/html; charset=windows-1252"),)
    assert read_page(tmp_path / "a") == replace(RECORDED, headers=headers)


def test_what_is_expected_is_what_was_read(tmp_path: Path) -> None:
    write_page(tmp_path / "a", RECORDED, MAGAZINE)
    expected = read_expected(tmp_path / "a")
    assert expected == read_as(RECORDED, MAGAZINE)
    assert expected is not None
    assert tuple(expected) == FIELDS
    assert expected["headline"] == "Une épicerie ouvre à Namur"
    assert len(expected["body_text"]) == 5


def test_files_are_for_people_and_hold_nothing_private(tmp_path: Path) -> None:
    write_page(tmp_path / "a", RECORDED, MAGAZINE)
    files = {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()}
    assert set(files) == {PAGE, META, EXPECTED}
    assert "épicerie".encode() in files[EXPECTED]
    assert b"secret" not in b"".join(files.values())
    assert json.loads(files[META])["fetched_at"] == "2026-05-06T07:08:09+00:00"
    write_page(tmp_path / "b", RECORDED, MAGAZINE)
    assert (tmp_path / "b" / PAGE).read_bytes() == files[PAGE]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write_page(tmp_path / "a", RECORDED, MAGAZINE)
    with pytest.raises(FileExistsError):
        write_page(tmp_path / "a", RECORDED, MAGAZINE)


def test_a_page_that_is_no_article_is_expected_to_be_refused(tmp_path: Path) -> None:
    empty = replace(RECORDED, body=b"<!doctype html><title>Rien</title><body></body>", headers=())
    write_page(tmp_path / "a", empty, MAGAZINE)
    assert set(read_expected(tmp_path / "a") or {}) == {"refused"}
    assert read_page(tmp_path / "a").headers == ()


def test_what_nobody_has_said_yet(tmp_path: Path) -> None:
    assert read_expected(tmp_path) is None


def test_folders_are_days(tmp_path: Path) -> None:
    for name in ("2026-05-06", "2026-05-06-2", "2026-05-06-3"):
        folder = new_folder(tmp_path, RECORDED)
        assert folder.name == name
        folder.mkdir()
