import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tradecrawler.magazine import Magazine, Schedule
from tradecrawler.scheduling.units import Place, cron, systemd


def magazine(slug: str, **schedule: object) -> Magazine:
    return Magazine(
        slug=slug,
        title=f"100 % {slug}",
        homepage="https://www.example.org/",
        time_zone="Europe/Brussels",
        schedule=Schedule(**schedule),  # type: ignore[arg-type]
    )


RAYON = magazine("rayon", cron="15 6,12 * * mon-sat")
ETAL = magazine("etal", cron="@daily", time_zone="Europe/Paris", jitter=60)
COMMAND = ("/opt/a b/bin/python", "-m", "scrapy", "crawl", "-s", 'USER_AGENT=50 % "$me"')
PLACE = Place(folder="/srv/100 % trade", command=COMMAND, user="crawler")


def test_a_service_and_a_timer_for_each() -> None:
    files = systemd([RAYON, ETAL], PLACE)
    assert sorted(files) == [
        "tradecrawler-etal.service",
        "tradecrawler-etal.timer",
        "tradecrawler-rayon.service",
        "tradecrawler-rayon.timer",
    ]
    service, timer = files["tradecrawler-rayon.service"], files["tradecrawler-rayon.timer"]
    assert "Description=Crawl of 100 %% rayon\n" in service
    assert "\nWorkingDirectory=/srv/100 %% trade\n" in service
    assert "\nUser=crawler\n" in service
    assert (
        '\nExecStart="/opt/a b/bin/python" -m scrapy crawl -s "USER_AGENT=50 %% \\"$$me\\"" rayon\n'
    ) in service
    assert "\nSuccessExitStatus=75\n" in service
    assert "\nOnCalendar=Mon,Tue,Wed,Thu,Fri,Sat *-*-* 06,12:15:00 Europe/Brussels\n" in timer
    assert "\nPersistent=true\n" in timer
    assert "\nRandomizedDelaySec=60\n" in files["tradecrawler-etal.timer"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_them(tmp_path: Path) -> None:
    python = tmp_path / "a b" / "python"
    python.parent.mkdir()
    python.symlink_to("/bin/true")  # it has to be there
    place = Place(folder=str(tmp_path), command=(str(python), *COMMAND[1:]), user="root")
    for name, text in systemd([RAYON, ETAL], place).items():
        (tmp_path / name).write_text(text)
    found = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.glob("tradecrawler-*"))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not re.findall(r"^.*tradecrawler-.*$", found.stdout + found.stderr, re.MULTILINE)


def test_a_crontab_line_for_each_below_its_zone() -> None:
    lines = [line for line in cron([ETAL, RAYON], PLACE).splitlines() if not line.startswith("#")]
    zone, rayon, *rest = list(filter(None, lines))
    assert zone == "CRON_TZ=Europe/Brussels"
    assert rayon.startswith("15 6,12 * * 1,2,3,4,5,6 cd ")
    assert rest[0] == "CRON_TZ=Europe/Paris"
    assert rest[1].startswith("0 0 * * * cd ")
    assert len(rest) == 2


def test_the_shell_reads_a_crontab_line_as_it_is_meant(tmp_path: Path) -> None:
    folder = tmp_path / "100 % trade"
    folder.mkdir()
    (folder / "tradecrawler.env").write_text("CONTACT_URL='https://www.example.org/bot'\n")
    show = ("/bin/sh", "-c", 'pwd; echo "$CONTACT_URL"; printf "<%s>" "$@"', "sh", *COMMAND[4:])
    place = Place(folder=str(folder), command=show, user="crawler")
    (line,) = [x for x in cron([RAYON], place).splitlines() if x.startswith("15 6,12")]
    assert not re.search(r"(?<!\\)%", line)  # cron would end the command there
    command = line.split(maxsplit=5)[5].replace(r"\%", "%")
    printed = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert printed.stdout.splitlines() == [
        str(folder),
        "https://www.example.org/bot",
        '<-s><USER_AGENT=50 % "$me"><rayon>',
    ]
    assert shlex.split(command)[:2] == ["cd", str(folder)]
