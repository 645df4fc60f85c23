"""Run the widgets' pure functions where they run best in a test: in Node, one process a call."""

import json
import subprocess
from pathlib import Path
from typing import Any

import playwright

from seeing.widgets.base import FOLDER

NODE = Path(playwright.__file__).parent / "driver" / "node"  # comes with Playwright


def script(name: str) -> Path:
    """Return the one module whose path ends so: "pool_lab.js", "graph_stepper/layout.js"."""
    (path,) = (path for path in FOLDER.rglob("*.js") if f"/{path.as_posix()}".endswith(f"/{name}"))
    return path


def run(module: str | Path, body: str, argument: Any = None) -> Any:
    """Return what `body` returns; it sees the exports of `module` as `m` and `argument` as `a`."""
    path = script(module) if isinstance(module, str) else module
    text = (
        f"import * as m from {json.dumps(path.as_uri())};\n"
        'import { readFileSync } from "node:fs";\n'
        'const a = JSON.parse(readFileSync(0, "utf8"));\n'
        f"const f = () => {{ {body} }};\n"
        "process.stdout.write(JSON.stringify(f()));"
    )
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", text],
        input=json.dumps(argument),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
