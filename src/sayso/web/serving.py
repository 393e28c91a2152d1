"""Starting the page on this machine's own address."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from sayso.web.app import make_app
from sayso.web.desk import Desk

HOST = "127.0.0.1"


def serve(
    paths: Sequence[Path], *, port: int, changes: bool, tell: Callable[[str], None] = lambda address: None
) -> None:
    """Shows the cases until interrupted; ``tell`` is given the address. Raises OSError if it is taken."""
    listening = listen(port)
    app = make_app(name_desks(paths), changes=changes)
    config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False, lifespan="on")
    tell(f"http://{HOST}:{listening.getsockname()[1]}/")
    uvicorn.Server(config).run(sockets=[listening])


def listen(port: int) -> socket.socket:
    """A socket on this machine's own address, at which who is told of it may ask at once."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


def name_desks(paths: Sequence[Path]) -> list[Desk]:
    """A desk for each case, each with a name of its own in addresses."""
    desks: list[Desk] = []
    for path in paths:
        desk, taken = Desk(path), {other.slug for other in desks}
        number = 1
        while desk.slug in taken:
            number += 1
            desk.slug = f"{desk.slug.rstrip('0123456789').rstrip('-')}-{number}"
        desks.append(desk)
    return desks
