"""Findings and alerts in words, for logs, mails and tables. Pure."""

from archive.health.figures import AlertRow, Finding
from archive.health.measures import BY_NAME


def amount(measure: str, value: float | None) -> str:
    """A value as people read it: a share in per cent, a mean, a number of articles."""
    if value is None:
        return "-"
    match BY_NAME[measure].kind:
        case "share":
            return f"{value:.0%}"
        case "volume":
            return f"{value:.0f}"
        case "mean":
            return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def subject(measure: str, language: str) -> str:
    """What it is about: ``no author (fr)``."""
    label = BY_NAME[measure].label
    return f"{label} ({language})" if language else label


def message(finding: Finding) -> str:
    """A finding in one line: ``no author (fr): 100%, usual 2%``."""
    word = "expected" if finding.is_declared else "usual"
    now, usual = amount(finding.measure, finding.now), amount(finding.measure, finding.usual)
    about = subject(finding.measure, finding.language)
    because = f" [{finding.detail}]" if finding.detail else ""
    return f"{about}: {now}, {word} {usual}{because}"


def line(alert: AlertRow) -> str:
    """An alert in one line, with the page to look at."""
    seen = f" ({alert.example})" if alert.example else ""
    return f"{alert.message}{seen}"
