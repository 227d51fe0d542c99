"""All that a site says of its rights to one response, put together."""

from collections.abc import Iterable, Sequence

from archive.records import Reserved, RobotsDecision
from tradecrawler.magazine import Magazine
from tradecrawler.rights import directives
from tradecrawler.rights.metas import metas
from tradecrawler.rights.tdmrep import NOTHING_SAID, Tdm, policy_of, reservation_of

Pairs = Sequence[tuple[str, str]]


def reserved_of(
    url: str,
    headers: Pairs,
    body: bytes,
    *,
    robots: RobotsDecision | None = None,
    tdm: Tdm = NOTHING_SAID,
) -> Reserved:
    """Return what is reserved of the response at ``url``.

    ``tdm`` is what the host's tdmrep.json says of it; headers win over that, and the page's own
    ``meta`` elements over both.
    """
    said = [(name.lower(), value) for name, value in headers]
    written = list(metas(body)) if _is_page(said, body) else []
    tags = (value for name, value in said if name == "x-robots-tag")
    found = {*directives.of_headers(tags), *directives.of_metas(written)}
    for statements in (said, written):
        tdm = _restated(tdm, statements, url)
    return Reserved(
        robots=robots,
        tdm_reservation=tdm.reservation,
        tdm_policy=tdm.policy,
        directives=tuple(sorted(found)),
    )


def honoured(reserved: Reserved, magazine: Magazine) -> str | None:
    """Name what is reserved and, as ``magazine`` declares, honoured by not keeping the page.

    As a reason to refuse it, such as ``reserved_noarchive``; None where it may be kept.
    """
    for name in magazine.honour:
        if name in reserved.names:
            return f"reserved_{name.replace('-', '_')}"
    return None


def _is_page(headers: Pairs, body: bytes) -> bool:
    """Whether a body is HTML; feeds carry whole pages in them, which speak for themselves."""
    content_type = next((value for name, value in headers if name == "content-type"), "")
    return "html" in content_type.lower() or b"<html" in body[:1024].lower()


def _restated(tdm: Tdm, statements: Iterable[tuple[str, str]], url: str) -> Tdm:
    """``tdm``, unless these statements have another reservation; a policy belongs to its own."""
    values = dict(reversed(list(statements)))  # the first of a name counts
    reservation = reservation_of(values.get("tdm-reservation"))
    if reservation is None:
        return tdm
    return Tdm(reservation, policy_of(values.get("tdm-policy"), url))
