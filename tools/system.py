"""The system packages that some tests need: install them where that is allowed.

`python -m tools.system [KIND …]` installs Chromium, bubblewrap and PostgreSQL with apt-get when it
runs as root on Debian or Ubuntu; elsewhere it says which are missing, and the tests that
need them are skipped with that reason.
"""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys

NEEDED = {"chromium": "browser", "bubblewrap": "sandbox", "postgresql": "postgres"}


def find(package: str) -> str | None:
    """Return the path of the program that a package brings, or None."""
    if package == "postgresql":
        on_path = shutil.which("pg_ctl")
        return on_path or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"))), None)
    return shutil.which({"bubblewrap": "bwrap"}.get(package, package))


def missing() -> list[str]:
    """Return the packages whose program is not there."""
    return [package for package in NEEDED if find(package) is None]


def sandbox_works() -> bool:
    """Return whether bubblewrap is there and this machine gives it namespaces."""
    if find("bubblewrap") is None:
        return False
    probe = ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"]
    return subprocess.run(probe, capture_output=True).returncode == 0


def can_install() -> bool:
    """Return whether apt-get may be run here."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def main(kinds: list[str]) -> int:
    """Install what is missing for the named kinds of test (default: all), or say what is."""
    packages = [name for name in missing() if not kinds or NEEDED[name] in kinds]
    if not packages:
        return 0
    if not can_install():
        print(
            f"ce-course: not installed here: {', '.join(packages)}; what needs them is left out "
            f"(as root on Debian: apt-get install {' '.join(packages)})"
        )
        return 0
    print(f"ce-course: installing {', '.join(packages)} with apt-get …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False, capture_output=True)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    result = subprocess.run(command, env=quiet, check=False, capture_output=True, text=True)
    if result.returncode:
        print(f"ce-course: apt-get failed: {result.stderr.strip().splitlines()[-1:]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
