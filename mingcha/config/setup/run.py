"""`./run`: set everything up and serve. Without `--data` it is the demo office in `data-demo`."""

import argparse
import os
from pathlib import Path

from mingcha.config.setup import environment
from mingcha.config.setup.words import say

DEMO_FOLDER = "data-demo"


def main() -> None:
    arguments = _arguments()
    environment.ensure(environment.RUN)
    command = ["setup"] if arguments.setup_only else ["serve", "--port", str(arguments.port)]
    if arguments.data is None:
        folder = environment.ROOT / DEMO_FOLDER
        command.append("--demo")
    else:
        folder = arguments.data.absolute()
    say(f"数据目录：{folder}", "(data folder)")
    mingcha = str(environment.VENV / "bin" / "mingcha")
    os.execve(mingcha, [mingcha, *command, "--data", str(folder)], environment.tool_environment())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description="明查：安装并启动 / set up and serve")
    parser.add_argument(
        "--data", type=Path, help="数据目录；不写则为演示机构 / data folder; without it, the demo office"
    )
    parser.add_argument("--port", type=int, default=8000, help="端口 / port on 127.0.0.1 (8000)")
    parser.add_argument("--setup-only", action="store_true", help="只安装，不启动 / set up, do not serve")
    return parser.parse_args()
