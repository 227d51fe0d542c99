"""Pages about the magazine itself: the printed issue, subscriptions, privacy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingPage:
    """A page that is always there and is no article."""

    slug: str
    """Its path below the home page."""
    title: str
    text: str
    """One paragraph; ``{title}`` stands for the magazine's name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingPages:
    """The three of one language."""

    magazine: StandingPage
    subscribe: StandingPage
    privacy: StandingPage

    def __iter__(self) -> Iterator[StandingPage]:
        """All of them, as the footer lists them."""
        return iter((self.magazine, self.subscribe, self.privacy))


STANDING: Mapping[str, StandingPages] = {
    "fr": StandingPages(
        magazine=StandingPage(
            slug="magazine",
            title="Le magazine",
            text="{title} paraît toutes les deux semaines. Chaque numéro propose un dossier, un "
            "reportage et un grand entretien, en plus de l'actualité publiée ici chaque jour.",
        ),
        subscribe=StandingPage(
            slug="abonnement",
            title="S'abonner",
            text="L'abonnement annuel à {title} comprend vingt numéros imprimés, l'accès à tous "
            "les articles et la lettre d'information deux fois par semaine.",
        ),
        privacy=StandingPage(
            slug="vie-privee",
            title="Vie privée",
            text="{title} ne conserve que les données nécessaires à votre abonnement et ne les "
            "transmet à personne. Vous pouvez les consulter et les faire effacer à tout moment.",
        ),
    ),
    "nl": StandingPages(
        magazine=StandingPage(
            slug="magazine",
            title="Het magazine",
            text="{title} verschijnt om de twee weken. Elk nummer brengt een dossier, een "
            "reportage en een groot gesprek, naast het nieuws dat hier elke dag te lezen is.",
        ),
        subscribe=StandingPage(
            slug="abonneren",
            title="Abonneren",
            text="Een jaarabonnement op {title} omvat twintig gedrukte nummers, toegang tot alle "
            "artikels en twee keer per week de nieuwsbrief.",
        ),
        privacy=StandingPage(
            slug="privacy",
            title="Privacy",
            text="{title} bewaart alleen de gegevens die nodig zijn voor uw abonnement en geeft "
            "ze aan niemand door. U kunt ze altijd inkijken en laten wissen.",
        ),
    ),
}
"""By language."""
