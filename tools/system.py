"""The system packages that some tests need: install them where that is allowed.

`python -m tools.system [KIND …]` installs Chromium, bubblewrap and PostgreSQL with apt-get, and
JupyterHub's proxy with npm, when it runs as root on Debian or Ubuntu; elsewhere it says which are
missing, and the tests that need them are skipped with that reason.
"""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys

PROXY = "configurable-http-proxy"
_PROXY_VERSION = "5.3.0"
NEEDED = {"chromium": "browser", "bubblewrap": "sandbox", "postgresql": "postgres", PROXY: "hub"}
_NAMESPACES = ["unshare", "--mount", "--pid", "--net", "--fork", "true"]


def find(package: str) -> str | None:
    """Return the path of the program that a package brings, or None."""
    if package == "postgresql":
        on_path = shutil.which("pg_ctl")
        return on_path or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"))), None)
    if package == PROXY:
        return shutil.which(package, path=f"{sys.prefix}/bin")
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


def machine_works() -> bool:
    """Return whether a test may make a machine of its own: accounts, processes, a network."""
    try:
        return subprocess.run(_NAMESPACES, capture_output=True).returncode == 0
    except OSError:
        return False


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
            "(as root on Debian, python -m tools.system installs them)"
        )
        return 0
    print(f"ce-course: installing {', '.join(packages)} …", flush=True)
    from_debian = [name for name in packages if name != PROXY]
    if PROXY in packages and not shutil.which("npm"):
        from_debian.append("npm")
    if from_debian:
        options = ["-y", "-qq", "--no-install-recommends"]
        _run(["apt-get", "update", "-qq"])
        _run(["apt-get", "install", *options, *from_debian])
    if PROXY in packages:  # into the environment that has JupyterHub
        options = ["--silent", "--global", "--prefix", sys.prefix]
        _run(["npm", "install", *options, f"{PROXY}@{_PROXY_VERSION}"])
    return 0


def _run(command: list[str]) -> None:
    """Run an installer, and say how it failed; the tests say then what is missing."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        result = subprocess.run(command, env=quiet, capture_output=True, text=True)
    except OSError as error:
        print(f"ce-course: {command[0]} failed: {error}")
        return
    if result.returncode:
        print(f"ce-course: {command[0]} failed: {result.stderr.strip().splitlines()[-1:]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
