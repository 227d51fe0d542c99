import pytest

from tradecrawler.extract.printed import find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 de maio de 2026", "2026-05-05"),
        ("5 d'octubre de 2026", "2026-10-05"),
        ("2026. január 5.", "2026-01-05"),
        ("2026 m. sausio 5 d.", "2026-01-05"),
        ("2026. gada 5. janvārī", "2026-01-05"),
        ("ngày 5 tháng 1 năm 2026", "2026-01-05"),
        ("2026년 1월 5일", "2026-01-05"),
        ("2026年1月5日", "2026-01-05"),
        ("๕ มกราคม 2569", "2026-01-05"),
        ("5 января 2026, 13:43", "2026-01-05T13:43:00"),
        ("5. ledna 2026", "2026-01-05"),
        ("5. 1. 2026", "2026-01-05"),
        ("05-jan-2026", "2026-01-05"),
        ("Jan. 5th, 2026 4:30 p.m.", "2026-01-05T16:30:00"),
        ("31/10/23", "2023-10-31"),
        ("Odile Varennes•Jan 5, 2026", "2026-01-05"),
        ("BreadJANUARY 5, 2026", "2026-01-05"),
    ],
)
def test_dates_of_many_languages(text: str, expected: str) -> None:
    assert [found.iso for found in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Published 1 March 2026, updated 3 March 2026", ["published", "updated"]),
        ("Last updated 3 March 2026, originally created 1 March 2026", ["updated", "published"]),
        ("1 March 2026Updated: 3 March 2026", ["", "updated"]),
        ("Aktualizacja: 3 marca 2026", ["updated"]),
        ("Stand: 3.3.2026", ["published"]),
        ("公開日 2026年3月1日 更新日 2026年3月3日", ["published", "updated"]),
    ],
)
def test_what_is_said_of_each_date(text: str, said: list[str]) -> None:
    assert [found.said for found in find_dates(text)] == said


def test_both_readings_of_an_ambiguous_date() -> None:
    (found,) = find_dates("3/4/2026", ("en",))
    assert (found.iso, found.swapped) == ("2026-03-04", "2026-04-03")
    (found,) = find_dates("3.4.2026", ("en",))
    assert (found.iso, found.swapped) == ("2026-04-03", "2026-03-04")
    (found,) = find_dates("3.4.2026", ("de",))
    assert (found.iso, found.swapped) == ("2026-04-03", None)


@pytest.mark.parametrize(
    ("text", "iso", "said"),
    [
        ("3 de marzo de 202621:25", "2026-03-03", ""),
        ("Par Odile Varennes UpdatedMarch 3, 2026", "2026-03-03", "updated"),
        ("Odile Varennes2026-03-01T10:10:52+01:003. März 2026", "2026-03-03", ""),
        ("Post time: March 3, 2026", "2026-03-03", "published"),
        ("Lou3.3.2612:44", "2026-03-03", ""),
        ("Lou3.3.2012:44", "2020-03-03", ""),
        ("03 | 03 | 2026", "2026-03-03", ""),
    ],
)
def test_what_markup_alone_kept_apart(text: str, iso: str, said: str) -> None:
    (found,) = find_dates(text)
    assert (found.iso[:10], found.said) == (iso, said)


@pytest.mark.parametrize(
    "text", ["", "Rayons 2026", "32. März 2026", "3 pains 2026", "version 1.2.3", "31.02.2026"]
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    "text",
    ["٥ مايو ٢٠٢٦", "५ मई २०२६", "৫ মে ২০২৬", "５月ではなく2026年５月５日",
     "5. maí 2026", "5 maj 2026",
     "5 мамыр 2026", "5 мая 2026", "5 მაისი 2026", "5 மே 2026", "5 maio 2026"],
)  # fmt: skip
def test_digits_and_months_of_other_scripts(text: str) -> None:
    assert [found.iso for found in find_dates(text)] == ["2026-05-05"]
