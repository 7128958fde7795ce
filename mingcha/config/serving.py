"""Serve the pages on this machine only; a reverse proxy with TLS stands in front where others need them."""

import multiprocessing
import os
import socket

from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from mingcha.config.setup.words import give_up, say

HOST = "127.0.0.1"
TARGET = "mingcha.config.wsgi:application"
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)


def require_free_port(port: int) -> None:
    """Say plainly that the port is taken, before anything else is done."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            give_up(
                f"端口 {port} 已被占用：明查可能已经在运行。请先停止它，或另选端口，例如 --port {port + 1}。",
                f"Port {port} is taken; perhaps this is already running. Try --port {port + 1}.",
            )


def serve(port: int) -> int:
    """Until Ctrl-C or SIGTERM. SQLite has one writer, so threads of one process share the work."""
    connections.close_all()
    # Workers begin anew instead of being forked: this process has made the papers of a new demo, and a fork
    # would lack the threads on which the typesetter then counts. Its first paper would never be done.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        TARGET,
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else 2,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.on_startup(lambda: say(f"明查已启动：http://{HOST}:{port}", "Serving. Ctrl-C 结束 / stops."))
    server.serve()
    say("明查已停止。", "Stopped.")
    return 0
