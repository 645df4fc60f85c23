"""Install the system packages the tests need where that is allowed, else say what to install.

`python tests/support/system_packages.py bubblewrap` ends with 0 when every named package is there.
"""

import os
import shutil
import subprocess
import sys

# Package -> its command, then what serves in its place where the system has no such package.
COMMANDS = {
    # The kind that Playwright itself is tested with. A whole Chromium with no screen was seen to
    # leave a script that waits for the page's next frame waiting for ever.
    "chromium-headless-shell": (
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ),
    "bubblewrap": ("bwrap",),
    "slurm-wlm": ("slurmctld",),
    "munge": ("munged",),
    "postgresql": ("pg_ctlcluster",),
}
# Where services are, which the search path of many users leaves out.
ALSO_IN = "/usr/sbin:/sbin"


def is_there(*commands: str) -> bool:
    """Return whether one of the commands is."""
    path = f"{os.environ.get('PATH', os.defpath)}:{ALSO_IN}"
    return any(shutil.which(command, path=path) for command in commands)


def apt_get() -> list[str] | None:
    """Return the command that may install packages here without asking for a password, or None."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo_without_password = (
        shutil.which("sudo")
        and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    )
    return ["sudo", "-n", "apt-get"] if sudo_without_password else None


def install(packages: list[str]) -> None:
    apt = apt_get()
    if apt is None:
        return
    print(f"Installing {', '.join(packages)} from the system's packages.", flush=True)
    steps = [["update"], *(["install", "-y", "--no-install-recommends", p] for p in packages)]
    wait = ["-o", "DPkg::Lock::Timeout=300"]  # another apt-get may be at work, as after a boot
    for step in steps:  # one by one: a package that the system does not know costs only itself
        subprocess.run([*apt, "-q", *wait, *step], stdout=subprocess.DEVNULL, check=False)


def main(packages: list[str]) -> int:
    missing = [package for package in packages if not is_there(COMMANDS[package][0])]
    if missing:
        install(missing)
    still_missing = [package for package in missing if not is_there(*COMMANDS[package])]
    if still_missing:
        print(
            f"The tests need {', '.join(still_missing)}. Install it with your system's package "
            f"manager (Debian, Ubuntu: sudo apt-get install {' '.join(still_missing)}), then run "
            "make test again.",
            file=sys.stderr,
        )
    return 1 if still_missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
