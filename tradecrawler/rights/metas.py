"""The ``meta`` elements of a page, in one pass over its bytes and without parsing it.

Every response is looked at, long before anybody knows whether it is an article: a tree would cost
more than all the rest. Comments, scripts and the like are passed over, as a browser does.
"""

import html
import re
from collections.abc import Iterator

_INTERESTING = re.compile(
    rb"<!--|<(script|style|title|textarea|template)\b|<meta\s([^<>]*)", re.IGNORECASE
)
_ENDS = {
    name: re.compile(rb"</" + name + rb"\b", re.IGNORECASE)
    for name in (b"script", b"style", b"title", b"textarea", b"template")
}
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def metas(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and content of each ``meta`` that has both, the name in lower case.

    A content with ``<`` or ``>`` is cut there: none that is looked for here has one.
    """
    encoding = _UTF16.get(body[:2])
    if encoding is not None:
        body = body[2:].decode(encoding, "replace").encode()
    position = 0
    while (found := _INTERESTING.search(body, position)) is not None:
        position = found.end()
        if found.group(2) is not None:
            yield from _named(found.group(2))
            continue
        element = found.group(1)
        if element is None:
            position = body.find(b"-->", position)
        else:
            end = _ENDS[element.lower()].search(body, position)
            position = -1 if end is None else end.end()
        if position < 0:  # it is never closed: all that follows belongs to it
            return


def _named(attributes: bytes) -> Iterator[tuple[str, str]]:
    """The name and content in the inside of a tag, if both are there."""
    values: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes.decode("utf-8", "replace")):
        name, *alternatives = match.groups()
        value = next((text for text in alternatives if text is not None), "")
        values.setdefault(name.lower(), html.unescape(value).strip())
    if values.get("name") and values.get("content"):
        yield values["name"].lower(), values["content"]
