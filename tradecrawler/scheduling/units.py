"""What lets systemd or cron crawl at the times that magazines declare, as text; pure.

For who has a scheduler already and wants none of ours: each crawl by itself takes care that there
are never two of one magazine.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tradecrawler.cron import Cron
from tradecrawler.magazine import Magazine

ENVIRONMENT = "tradecrawler.env"
"""File in the project's folder with ARCHIVE_URL, CONTACT_URL and the like, ``NAME=value`` a line:
not in the units, which anybody may read."""

STOP_SECONDS = 90
"""After which systemd kills a crawl that was told to stop: its own default, written down."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where and as whom crawls run; absolute paths."""

    folder: str
    """The project's: where scrapy.cfg is, and where relative paths of settings begin."""
    command: Sequence[str]
    """What crawls, without the magazine's name at its end."""
    user: str


def systemd(magazines: Sequence[Magazine], place: Place) -> Mapping[str, str]:
    """File name to text: a service and a timer for each magazine; all have a schedule."""
    files = {}
    for magazine in magazines:
        name = f"tradecrawler-{magazine.slug}"
        files[f"{name}.service"] = _service(magazine, place)
        files[f"{name}.timer"] = _timer(magazine)
    return files


def _service(magazine: Magazine, place: Place) -> str:
    command = " ".join(_systemd_word(word) for word in (*place.command, magazine.slug))
    folder = _systemd_path(place.folder)
    return f"""[Unit]
Description=Crawl of {_systemd_path(magazine.title)}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={place.user}
WorkingDirectory={folder}
EnvironmentFile=-{folder}/{ENVIRONMENT}
ExecStart={command}
# 75: another crawl of this magazine is going on
SuccessExitStatus=75
# the crawl itself ends its workers
KillMode=mixed
TimeoutStopSec={STOP_SECONDS}
"""


def _timer(magazine: Magazine) -> str:
    assert magazine.schedule is not None
    calendar = Cron.parse(magazine.schedule.cron).on_calendar(magazine.schedule_zone)
    return f"""[Unit]
Description=When {_systemd_path(magazine.title)} is crawled

[Timer]
# cron: {magazine.schedule.cron}
OnCalendar={calendar}
RandomizedDelaySec={magazine.schedule.jitter}
# what was due while the machine was down runs once, when it is up
Persistent=true

[Install]
WantedBy=timers.target
"""


def cron(magazines: Sequence[Magazine], place: Place) -> str:
    """A crontab for one user; all magazines have a schedule."""
    lines = [
        "# Times are those of CRON_TZ. cronie and systemd-cron know it; Debian's cron does not,",
        "# and takes them for the machine's own. There is no jitter, and nothing is made up for.",
    ]
    ordered = sorted(magazines, key=lambda magazine: magazine.schedule_zone)
    for zone, group in groupby(ordered, lambda magazine: magazine.schedule_zone):
        lines += ["", f"CRON_TZ={zone}", *(_line(magazine, place) for magazine in group)]
    return "\n".join(lines) + "\n"


def _line(magazine: Magazine, place: Place) -> str:
    assert magazine.schedule is not None
    command = (
        f"cd {shlex.quote(place.folder)} && set -a &&"
        f" {{ test ! -f {ENVIRONMENT} || . ./{ENVIRONMENT}; }} &&"
        f" exec {shlex.join((*place.command, magazine.slug))}"
    )
    times = Cron.parse(magazine.schedule.cron).crontab()
    return f"{times} {command}".replace("%", r"\%")  # cron makes line breaks of them


def _systemd_path(text: str) -> str:
    """A text for a setting that takes the rest of the line: only specifiers are escaped."""
    return text.replace("%", "%%")


def _systemd_word(word: str) -> str:
    """A word of ``ExecStart=``."""
    escaped = word.replace("%", "%%").replace("$", "$$").replace("\\", "\\\\")
    return '"' + escaped.replace('"', '\\"') + '"' if escaped != shlex.quote(escaped) else escaped
