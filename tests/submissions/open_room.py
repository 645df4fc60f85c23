"""A room without our sandbox, where an attack can show that it works.

It sees this machine, its network and the environment that it was started with. Only what would do
lasting harm is held back: files can be written in two folders, which nobody else uses, processes of
others are not in sight (but for one, which waits to be found), and what is left in the kernel ends
with the room.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from autograder.files import ROOT

# What `installs_a_package` asks for, to be found without a network.
WHEEL = "iniconfig-2.0.0-py3-none-any.whl"
PROGRAM = """
import subprocess
from IPython.core.interactiveshell import InteractiveShell
get_ipython = InteractiveShell.instance
neighbour = subprocess.Popen(["sleep", "600"])
{answer}
print("through" if {attack} else "held")
neighbour.kill()
"""


def run(answer: str, folder: Path, attack: str = "attack()") -> str:
    """Run the text of an answer in the room, and tell whether its attack gets through.

    folder: an empty one, which the answer runs in
    attack: an expression that is true if it does; `neighbour` is a process of somebody else's
    returns "through", "held", or the error that it ended with
    """
    scratch = folder / "scratch"
    scratch.mkdir()
    _write_wheel(folder / WHEEL)
    pip = folder / "pip.conf"
    pip.write_text(f"[install]\nno-index = yes\nfind-links = {folder}\ntarget = {scratch}/site\n")
    command = [
        *(str(shutil.which("bwrap")), "--die-with-parent", "--unshare-pid", "--unshare-ipc"),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/var/tmp"),
        *("--bind", str(folder), str(folder), "--chdir", str(scratch)),
        *(sys.executable, "-c", PROGRAM.format(answer=answer, attack=attack)),
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PIP_CONFIG_FILE": str(pip)}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return ended.stderr if ended.returncode else ended.stdout.split()[-1]


def _write_wheel(path: Path) -> None:
    """Write a package of no module, as small as pip takes one."""
    name, version = path.name.split("-")[:2]
    files = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in files.items():
            wheel.writestr(f"{name}-{version}.dist-info/{file}", text)
