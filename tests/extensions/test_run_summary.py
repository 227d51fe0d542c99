from tradecrawler.extensions.run_summary import accounted, pace, rows

ACCOUNT = {
    "articles/found": 13,
    "articles/new": 3,
    "articles/unchanged": 2,
    "articles/duplicate": 1,
    "articles/waiting": 1,
    "refused/consent_wall": 1,
    "refused/listing": 3,
    "failed/http_404": 1,
    "frontier/known": 70,
    "frontier/new": 3,
    "discovery/feed": 2,
    "discovery/unchanged": 4,
    "discovery/failed/http_500": 1,
}


def test_the_table_names_every_outcome_and_reason() -> None:
    assert list(rows(ACCOUNT)) == [
        ("found", 13),
        ("new", 3),
        ("changed", 0),
        ("unchanged", 2),
        ("duplicate", 1),
        ("refused", 4),
        ("  listing", 3),
        ("  consent wall", 1),
        ("failed", 1),
        ("  http 404", 1),
        ("waiting for the next run", 1),
        ("not fetched", 1),
        ("known, not due", 70),
        ("sources unchanged", 4),
        ("sources failed (not pages)", 1),
    ]


def test_a_run_that_found_nothing_has_a_table_too() -> None:
    assert dict(rows({}))["found"] == 0


def test_what_is_accounted_for() -> None:
    assert accounted(ACCOUNT) == 12


def test_the_pace() -> None:
    assert pace(ACCOUNT, 2.0) == "11 pages in 2.0 s, 5.5 pages/s"
    assert pace({}, 0.0) == "0 pages"
