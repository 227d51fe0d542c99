import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawling import ROOT, TIMEOUT
from tradecrawler.recording import read_expected, read_page

HOME = "http://www.comptoir-toonbank.example"
PAGE = f"{HOME}/fr/news/le-bio-retrouve-des-couleurs"


def record(folder: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "scrapy", "record", *arguments, "--pages", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_page_of_a_magazine(tmp_path: Path) -> None:
    code, output = record(tmp_path, "demo", PAGE, "-a", "edition=2")
    assert code == 0, output
    (folder,) = (tmp_path / "demo").iterdir()
    assert read_page(folder).url == PAGE
    assert (read_expected(folder) or {})["language"] == "fr"
    assert str(folder) in output.replace("\n", "")


def test_a_page_that_does_not_come(tmp_path: Path) -> None:
    code, output = record(tmp_path, "demo", f"{HOME}/fr/news/jamais-paru")
    assert code == 1
    assert "no page came: failed/http_404 1" in output
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a magazine and the address of a page"),
        (["nobody", PAGE], "no magazine 'nobody'"),
        (["site", PAGE], "declares no magazine"),
        (["demo", f"{HOME}/fr/contact"], "is no article's address by the declaration of demo"),
    ],
    ids=["nothing", "an unknown magazine", "an undeclared one", "another page"],
)
def test_what_is_wrong_is_said(arguments: list[str], message: str, tmp_path: Path) -> None:
    code, output = record(tmp_path, *arguments)
    assert code != 0
    assert message in output.replace("\n", " ")
