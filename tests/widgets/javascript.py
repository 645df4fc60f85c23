"""Run the widgets' pure functions where they run best in a test: in Node, one process a call."""

import json
import subprocess
from pathlib import Path
from typing import Any

import playwright

WIDGETS = Path(__file__).parents[2] / "seeing" / "widgets"
NODE = Path(playwright.__file__).parent / "driver" / "node"  # comes with Playwright


def run(module: str | Path, body: str, argument: Any = None) -> Any:
    """Return what `body` returns; it sees the exports of `module` as `m` and `argument` as `a`."""
    script = (
        f"import * as m from {json.dumps((WIDGETS / module).as_uri())};\n"
        'import { readFileSync } from "node:fs";\n'
        'const a = JSON.parse(readFileSync(0, "utf8"));\n'
        f"const f = () => {{ {body} }};\n"
        "process.stdout.write(JSON.stringify(f()));"
    )
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", script],
        input=json.dumps(argument),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
