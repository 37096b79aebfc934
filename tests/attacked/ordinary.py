"""Run a command as an ordinary user, from a test that runs as root.

Most instructors are not root: their submissions share one user, and bubblewrap has to make a user
namespace. The folder of this Python is shown to that user even where it lies in root's home.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

USER = "ce-ordinary"
UID = 61_543  # of nobody else


def possible() -> bool:
    """Return whether this process may become somebody else."""
    tools = ("unshare", "setpriv", "mount", "bwrap")
    return os.name == "posix" and os.geteuid() == 0 and all(map(shutil.which, tools))


def prefix(home: Path) -> list[str]:
    """Return what to put before a command, so that it runs as the ordinary user.

    Parameters
    ----------
    home : Path
        The user's own folder.
    """
    python = Path(sys.base_prefix)
    closed = next((top for top in reversed(python.parents) if not top.stat().st_mode & 0o005), None)
    steps = ["set -e"]
    if closed is not None:
        here, top = shlex.quote(str(python)), shlex.quote(str(closed))
        aside = shlex.quote(str(home / ".python"))  # keeps it reachable while its parent is covered
        steps += [
            f"mkdir -p {aside}",
            f"mount --bind {here} {aside}",
            f"mount -t tmpfs -o mode=755 none {top}",
            f"mkdir -p {here}",
            f"mount --bind {aside} {here}",
        ]
    steps.append(
        f"exec setpriv --reuid {UID} --regid {UID} --clear-groups --inh-caps=-all "
        f'env HOME={shlex.quote(str(home))} USER={USER} "$@"'
    )
    return ["unshare", "--mount", "sh", "-c", "\n".join(steps), "ordinary"]


def give(folder: Path) -> None:
    """Give a folder to the ordinary user."""
    # a thousand folders deep is too deep for Python
    subprocess.run(["chown", "-hR", f"{UID}:{UID}", str(folder)], check=True)
