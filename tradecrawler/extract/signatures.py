"""Authors as a page shows them to its readers: lines "By …", names beside the date, signatures.

Only what is printed; what markup and metadata state is read in ``bylines``, which also decides.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from tradecrawler.extract.authors import is_name
from tradecrawler.extract.months import number_of
from tradecrawler.extract.printed import find_dates
from tradecrawler.extract.text import fold_space, folded
from tradecrawler.extract.tree import PageTree, Run

ABOVE, BELOW = 3, 12
"""Runs around the headline among which a line "By …" is the article's byline."""
LINE_CHARS = 120
"""A longer line is no byline."""
BYLINE_LEVEL = 4
"""Headings of this level and below are used for their looks, by bylines too."""
BESIDE = 4
"""Runs below the headline in which a name next to the date is a byline without saying so."""
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_PARTICLE = r"de|van|der|den|von|du|le|la|di|da|of|and|et|en|und|y|e|og|och|i|&"
_NAME = rf"{_CAPITALISED}(?:\s+(?:(?:{_PARTICLE})(?!\w)|{_CAPITALISED}),?){{0,8}}"
_CUE = (
    r"(?:(?:[Ee]ine?n?\s+)?(?:[Aa]rticle|[Aa]rtikel|[Bb]eitrag|[Kk]ommentar|[Kk]olumne|[Ss]tory|"
    r"[Tt]exte?|[Pp]osted|[Ww]ritten|[Gg]eschrieben|[Vv]erfasst|[Ee]ingestellt|[Gg]eschreven|"
    r"[ÉEé]crit|[Pp]ublié|[Gg]eplaatst|[Pp]ropos recueillis|[Ee]scrito|[Ss]critto|"
    r"[Ss]krevet|[Ss]kriven|[Pp]ublicado|"
    r"[Pp]ubblicato|[Aa] cura)\s+)?"
    r"(?:[Bb]y|BY|[Pp]ar|PAR|[Vv]on|VON|[Dd]oor|DOOR|[Pp]or|POR|[Aa] cura di|[Ss]critto da|"
    r"(?:[Ss]kriven|[Ss]krevet|[Pp]ublicerad|[Pp]ublisert|[Uu]dgivet)\s+a[vf]|"
    r"(?:[Tt]ekst|[Tt]exte?|TEXT|[Aa]uthors?|[Aa]utor(?:in|en|es|a|ka|ská?)?|[Aa]uteurs?|[Aa]utore|"
    r"[Rr]edaktion|[Rr]edacción|[Ss]zerző|[Ss]krivet av|[Tt]eksti|[Tt]oimittaja|[Jj]ournalist|"
    r"[Yy]azan|[Yy]azar|[Hh]aber|[Ss]kribent|[Rr]eporter|[Pp]enulis|[Oo]leh|[Tt]ác giả|[Aa]utors|"
    r"[Aa]utorius|[Aa]vtor|[Pp]iše|[Íí]rta|[Oo]pracował|[Nn]apisała?|[Tt]ekst ja fotod|"
    r"[АA]втор|[Тт]екст|[Σσ]υντάκτης|[Кк]орреспондент)\s*:)"
)
_SIGNED = re.compile(rf"(?:^|[|·•–—-]\s*|\d\s+)(?:{_CUE})\s*:?\s*(?<![a-z](?=[a-z]))({_NAME})")
_USER = re.compile(
    rf"(?:{_CUE}|[Gg]espeichert von|[Pp]osted in .{{2,30}} by)\s*:?\s+(\w[\w.-]{{2,24}})"
    r"(?:\s*[|,·•@(]|\s+(?:on|am|le|um|at|op|el)\s+\W*\w*\W*\d|\s*$)"
)
"""A user name of one word, where nothing but the date stands behind it."""
_HAN = re.compile(
    r"(?:作者|记者|記者|撰文|責任編集|取材・文|文)\s*[:：＝=／/]\s*"
    r"([\u3040-\u30ff\u3400-\u9fff·]{1,8}(?:[ \u3000][\u3040-\u30ff\u3400-\u9fff]{1,4}(?!\S))?)|"
    r"([가-힣]{2,4})\s?기자(?![가-힣])"
)
"""Chinese and Japanese put the cue before the name, Korean behind it."""
_WHOLE = re.compile(
    rf"(?:[Aa][FfVv]|[Dd]i|DI|[Oo]d|[Оо][тд]|[Ττ]ου|[Ττ]ης|[Oo]leh|[Ss]cris de|[Kk]irjoittanut|"
    rf"[Nn]apisała?|[Nn]apsala?|[Nn]apisa[ol]a?|[Rr]akstīja)\s+({_NAME})"
)
"""Words so common that the line must be nothing but them and a full name."""
_WITHOUT_CAPITALS = re.compile(
    r"(?:بقلم|كتبت?\s*:|الكاتب\s*:|نویسنده\s*:|מאת|לכתבה של|लेखक|লেখক|লিখেছেন|ผู้เขียน|เขียนโดย|โดย|"
    r"Γράφει [οη])\s*[:：]?\s*([^|,،:\d()]{3,40}?)\s*(?:$|[|,،\d(])"
)
_LABEL = re.compile(rf"{_CUE}\s*:?|(?:[Aa]uthor|[Aa]utor(?:in)?|[Aa]uteur|AUTHOR)\s*:?")
_CLOSING = re.compile(
    r"(?:[Tt]ext|TEXT|[Tt]exte|[Tt]ekst|[Aa]uthors?|[Aa]utor(?:in|en|es)?|[Aa]uteurs?|[Aa]utore|"
    r"[Aa]utorentext|[Ww]ords|[АA]втор|[Ww]ritten by|[Pp]osted by|[Vv]erfasst von|"
    r"[Gg]eschrieben von|[ÉE]crit par)\s*:?\s+"
    rf"({_NAME})(?:\s+(?:on|at|am|le|um)\b.*|[.,|].*)?"
)
_PERSON = re.compile(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs|Ing|Mag|Dipl)\.?\s+)*"
    r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*[a-zß-öø-ÿ'’.-][^\W\d_]*"
    r"(?:[\s-](?:(?:de|van|der|den|von|du|le|la|di|da|del|ten|bin|al)\s+)*"
    r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|['’.-])*){1,3}"
)
"""A first name and one to three more, and nothing else."""
_NO_PERSON = re.compile(
    r"\b(?:news|articles?|blogs?|guides?|tips|home|read|more|min|minutes?|share|press|releases?|"
    r"media|reviews?|company|business|technology|tech|market\w*|industry|insights?|resources?|"
    r"products?|solutions?|services?|events?|learn|about|contact|us|subscribe|the|and|for|our|your|"
    r"how|what|why|researched|checked|last|modified|download|analytics|setup|facebook|twitter|email|checklist|staff|team|select|page|find|location|best|top|new|latest|updated?|published|posted|posts?|by|opinion|politics|sports?|"
    r"culture|health|science|world|local|international|national|life|style|food|travel|education|"
    r"finance|money|video|photos?|gallery|podcast|login|sign|up|in|menu|search|comments?|design|"
    r"development|management|software|research|university|institute|magazine|magazin|journal|"
    r"uhr|aktuell\w*|nachrichten|startseite|wirtschaft|kultur|politik|bild|foto|quelle|lesezeit|"
    r"pressemitteilung\w*|presse|redaktion|und|der|die|das(?!$)|zum|zur|mit|im|am|"
    r"actualités?|accueil|publié|lire|les|une|partager|nieuws|lees|noticias|inicio)\b",
    re.I,
)
"""Words of rubrics, buttons and organisations, which are printed beside the date as well."""
_RUBRIC_WORDS = re.compile(
    r"\b(?:ort|gesundheit|wissenschaft|wissen|gesellschaft|umwelt|klima|energie|technik|bildung|reisen?|"
    r"leben|ehrenamt|medien|finanzen|recht|lokales|regionales|panorama|meinung|forschung|verbände|"
    r"ratgeber|termine?|veranstaltung\w*|"
    r"wine|beauty|fashion|call|workshop|information|finance|opinion|weather|"
    r"santé|société|économie|culture|politique|monde|sciences?|"
    r"salud|sociedad|econom[ií]a|cultura|deportes|política|mundo|ciencia|"
    r"salute|società|scienza|sport|gezondheid|economie|cultuur|wetenschap)\b",
    re.I,
)
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|writers?|contributors?|creators?|staff|people|person|"
    r"newsteam|journalist\w*|profil\w*|producers|our-team|team|redaktion|redactie|redakt\w+|user|"
    r"users|experts?|autore|autori|skribent\w*|avtor|firma|redator\w*)/[^/]+/?$|"
    r"(?:user|autor|author|profil|member)[\w-]*(?:\.\w+)?/?(?:\?|,)[^/]*$|[?&](?:u|uid|user|author)=\w+$",
    re.I,
)


_NETWORK = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:youtube|facebook|twitter|x|linkedin|instagram|bsky|github|xing|"
    r"pinterest|tiktok|vimeo|flickr)\.(?:com|app|de)/",
    re.I,
)
"""Profiles elsewhere: the site's own or its authors', told apart by nothing."""


def near_headline(tree: PageTree, place: int) -> list[Run]:
    """The runs around the headline in which bylines stand."""
    return tree.runs[max(0, place - ABOVE) : place + BELOW]


def linked(near: list[Run], url: str = "") -> Iterator[str]:
    """The texts of one short run's links to pages of persons.

    What the page at ``url`` lies below is its section, whatever that is called: /people/real-life/.
    """
    for run in near:
        people = [
            link.text
            for link in run.links
            if _AUTHORS_PAGE.search(link.url)
            and not _NETWORK.search(link.url)
            and not url.startswith(link.url)
            and link.text.strip()
        ]
        if people and len(run.text) <= LINE_CHARS:
            yield from people
            return


def signed(near: list[Run]) -> Iterator[str]:
    """What a line "By …" near the headline names, or the line below one that says only "By"."""
    for run, following in zip_longest(near, near[1:]):
        if len(run.text) > LINE_CHARS or (run.kind == "heading" and run.level < BYLINE_LEVEL):
            continue
        match = _SIGNED.search(run.text)
        if match and not (run.text.rstrip().endswith(".") and _before_date(run.text) == run.text):
            yield _without_month(match)
            return
        match = _WRITTEN.match(run.text)
        if match:
            yield match[1].rstrip(",")
            return
        match = _USER.match(run.text)
        if match:
            yield match[1]
            return
        match = _WHOLE.fullmatch(_before_date(run.text))
        if match and is_person(match[1]):
            yield match[1]
            return
        match = _WITHOUT_CAPITALS.match(run.text)
        if match and len(run.text) <= LINE_CHARS // 2:
            yield match[1]
            return
        match = _HAN.search(run.text)
        if match:
            yield match[1] or match[2]
            return
        if following is not None and _LABEL.fullmatch(run.text):
            yield following.text
            return


def _before_date(text: str) -> str:
    """What stands before a line's date, or all of it."""
    found = find_dates(text)
    return text[: found[0].start].rstrip(" |·•–—-,") if found and found[0].start else text


def readers(near: list[Run]) -> set[str]:
    """Folded names of those who, as lines at the headline say, only read the text again."""
    return {
        folded(name)
        for run in near
        if len(run.text) <= 2 * LINE_CHARS and _READ.search(run.text)  # with roles between them
        for match in _READER.finditer(run.text)
        for name in _COMMA.split(match[1] or match[2])
    }


_READER = re.compile(
    rf"(?:[Rr]eviewed|[Cc]hecked|[Ee]dited|[Vv]erified|[Aa]pproved|[Tt]ranslated)\s+[Bb]y\s*:?\s*({_NAME})|"
    rf"(?:[Gg]eprüft|[Rr]edigiert|[Üü]bersetzt|[Rr]elu|[Vv]érifié|[Tt]raduit|[Rr]evisado|[Rr]evisto|"
    rf"[Tt]raducido|[Tt]raduzido|[Rr]evisionato|[Gg]econtroleerd|[Vv]ertaald)\s+"
    rf"(?:von|par|por|da|door)\s*:?\s*({_NAME})"
)
_READ = re.compile(
    r"viewed|ecked|dited|rified|proved|anslated|prüft|igiert|rsetzt|elu|rifié|adui|visa|visto|aduc|"
    r"aduz|visio|roleerd|taald"
)
"""Middles of those words, which are quicker to look for."""
_COMMA = re.compile(r",\s*|\s+(?:and|und|et|y|e|en|&)\s+")


_WRITTEN = re.compile(
    rf"(?:[Tt]his|[Dd]ieser|[Cc]et|[Ee]ste|[Qq]uesto|[Dd]it)\s+\w+\s+"
    r"(?:was|wurde|a été|fue|foi|è stato|is)\s+(?:originally\s+)?"
    rf"(?:written by|von|écrit par|escrito por|scritto da|geschreven door)\s+({_NAME})"
)
"""In a sentence: "This post was written by …"."""


def _without_month(match: re.Match[str]) -> str:
    """The name of a line "By …", into which the month of a date behind it was read."""
    name = match[1]
    rest = match.string[match.end(1) :].lstrip(" .")
    first, blank, last = name.rpartition(" ")
    return first if blank and rest[:1].isdigit() and number_of(last) is not None else name


def beside_date(tree: PageTree, place: int, rubrics: frozenset[str]) -> Iterator[str]:
    """A bare name at the headline in the line of the date, or unlinked next to it.

    ``rubrics`` (case-folded) are no names; they stand in the same places.
    """
    first = max(0, place - 1)
    near = tree.runs[first : place + 1 + BESIDE]
    dated = [
        i for i, run in enumerate(near) if len(run.text) <= LINE_CHARS and find_dates(run.text)
    ]
    for index, run in enumerate(near):
        is_line = run.kind not in ("heading", "caption") and len(run.text) <= LINE_CHARS
        is_next = first + index > place and not run.links and {index - 1, index + 1} & {*dated}
        if is_line and first + index != place and (index in dated or is_next):
            name = _bare_name(run, rubrics)
            if name:
                yield name
                return


def may_sign(text: str) -> bool:
    """Whether nothing in ``text`` is a rubric's, a button's or an organisation's word."""
    return is_name(text) and not _NO_PERSON.search(text)


def is_person(text: str) -> bool:
    """Whether ``text`` is a full name and nothing else, as far as its words can tell."""
    return bool(_PERSON.fullmatch(text)) and may_sign(text)


def _bare_name(run: Run, rubrics: frozenset[str]) -> str | None:
    """The first part of a short line, on either side of its date, that is a full name."""
    text = run.text
    for date in find_dates(text)[:1]:
        text = f"{text[: date.start]} | {text[date.end :]}"
    parts = [fold_space(part).strip(" ,:") for part in _BETWEEN.split(text)]
    parts = [_TOPIC.sub("", part) for part in parts]
    name = next((part for part in parts if is_person(part)), None)
    if name is None or name.casefold() in rubrics or _RUBRIC_WORDS.search(name):
        return None
    is_rubric = any(
        link.text == name and _RUBRIC.search(link.url) and not _AUTHORS_PAGE.search(link.url)
        for link in run.links
    )
    return None if is_rubric else name


_BETWEEN = re.compile(r"[|•·∙,]|\s[-–—]\s|\s/\s|(?<=\d)\s?Uhr")
_TOPIC = re.compile(r"\s+(?:in|on behalf of|für|for|chez)\s.*$")
_RUBRIC = re.compile(r"/(?:categor\w+|tags?|topics?|section|rubri\w+|thema|c)/")


def closing(tree: PageTree, place: int) -> Iterator[str]:
    """The only line below the article's beginning that says who wrote it, such as "Text: …"."""
    found: list[str] = []
    for run in tree.runs[place + BELOW :]:
        if len(run.text) <= LINE_CHARS and run.kind != "caption":
            match = _CLOSING.fullmatch(run.text)
            if match:
                found.append(match[1])
    if len(set(found)) == 1:
        yield found[0]
