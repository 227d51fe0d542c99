"""What rubrics are called, in the trade and at one magazine."""

from tradecrawler.extract.text import folded, words
from tradecrawler.magazine import Magazine

RUBRIC_SHARE = 0.3
"""Share of the labels that are known rubrics from which the others are labels as well."""
RUBRICS = frozenset(
    "dossier dossiers reportage interview interviews portrait portret porträt enquête enquete "
    "fotoreportage onderzoek achtergrond hintergrund analyse analysis feature special spécial "
    "profile dubbelinterview opinion opinie meinung titelthema coverstory messe marktübersicht "
    "franchise tendance trend trends actualité actueel aktuell rencontre entretien décryptage "
    "chronique tribune zoom focus column gesprek rondetafel kommentar kolumne gastbeitrag "
    "schwerpunkt insight spotlight explainer viewpoint reportaje entrevista análisis opinión "
    "perfil intervista inchiesta approfondimento speciale reportagem wywiad".split()
) | frozenset(
    "cover story/market report/photo reportage/grand entretien/case study/grand angle/"
    "carte blanche/im gespräch/in depth/long read".split("/")
)
"""What rubrics are called in the trade, folded."""


def known_rubrics(magazine: Magazine) -> frozenset[str]:
    """What this magazine's rubrics may be called, folded."""
    return RUBRICS | {folded(label) for label in magazine.teaser_labels}


def is_rubric(label: str | None, known: frozenset[str]) -> bool:
    """Whether a label is, or has in it, what a rubric is called."""
    return label is not None and (
        folded(label) in known or any(word in known for word in words(label))
    )
