"""``python -m tradecrawler.demo``: serve the demo magazine for looking at it with a browser."""

import time
from typing import Annotated

import typer
from rich.console import Console

from tradecrawler.demo.mastheads import SITES
from tradecrawler.demo.server import DemoServer
from tradecrawler.demo.site import EDITIONS


def serve(
    edition: Annotated[int, typer.Option(min=1, max=EDITIONS, help="Which week: 1 to 10.")] = 1,
    port: Annotated[int, typer.Option(min=0, help="Port; 0 takes any free one.")] = 0,
) -> None:
    """Serve the demo magazine on loopback until Ctrl-C."""
    console = Console()
    with DemoServer(edition, port=port) as server:
        console.print(f"Edition {edition} is served at {server.proxy_url}, as an HTTP proxy for:")
        for site in SITES:
            console.print(f"  {site.url('/')}")
        console.print("To look at it:", f"  chromium --proxy-server={server.proxy_url}", sep="\n")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            console.print("Closed.")


if __name__ == "__main__":
    typer.run(serve)
