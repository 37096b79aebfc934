"""A machine of its own for a hub: accounts, folders, processes and a network nobody else sees.

`unshare` gives it namespaces. What is created in /etc, /home, /opt and /srv is memory, and gone
with it, as are all its processes, even where the tests are killed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import sysconfig
from pathlib import Path

from tools.build import ROOT

_PATH = "/opt/jupyterhub/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_READY = b"ready\n"
_STASH = Path("/run/ce-course-stash")


class Machine:
    """The machine, from `with` to the end of the block."""

    def __enter__(self) -> Machine:
        spaces = ["--mount", "--pid", "--net", "--fork", "--kill-child", "--mount-proc"]
        command = ["unshare", *spaces, "--propagation", "private", sys.executable, "-m", __name__]
        self._init = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self._init.stdout and self._init.stdout.read(len(_READY)) == _READY
        return self

    def __exit__(self, *error: object) -> None:
        self._init.kill()  # --kill-child: the init, and with it everything
        self._init.wait()

    def _enter(self, *spaces: str) -> list[str]:
        pid = self._init.pid
        return ["nsenter", "--target", str(pid), *spaces]

    def command(self, *arguments: str, user: str = "root", folder: str = "/") -> list[str]:
        """Return what runs a command on the machine, with a fresh login's environment."""
        spaces = self._enter(
            "--mount", "--net", f"--pid=/proc/{self._init.pid}/ns/pid_for_children"
        )
        home = "/root" if user == "root" else f"/home/{user}"
        env = ["env", "-i", f"PATH={_PATH}", f"HOME={home}", "LANG=C.UTF-8"]
        become = [] if user == "root" else ["runuser", "-u", user, "--"]
        inside = ["sh", "-c", 'cd "$0" && exec "$@"', folder, *arguments]
        return [*spaces, *become, *env, *inside]

    def run(self, *arguments: str, user: str = "root", folder: str = "/", code: int = 0) -> str:
        """Run a command to its end; return what it printed."""
        line = self.command(*arguments, user=user, folder=folder)
        result = subprocess.run(line, capture_output=True, text=True, timeout=400)
        printed = result.stdout + result.stderr
        assert result.returncode == code, f"{arguments} ended with {result.returncode}:\n{printed}"
        return printed

    def program(self, path: str) -> str:
        """Return the text of a script that runs a program of ours in the machine's network."""
        return f'#!/bin/sh\nexec {" ".join(self._enter("--net"))} -- {path} "$@"\n'


def _mount(*arguments: str | Path) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _closed_above(path: Path) -> Path | None:
    """Return the first folder on the way to a path that other accounts cannot enter."""
    above = reversed(path.parents)
    return next((folder for folder in above if not folder.stat().st_mode & 0o001), None)


def _needed() -> set[Path]:
    """Return the folders that programs come from, where they may be closed or hidden."""
    node = Path(shutil.which("node") or "/usr/bin/node").resolve()
    found = {ROOT, Path(sys.base_prefix).resolve(), node.parent.parent}
    return {path for path in found if path != Path("/usr")}


def _lay_out() -> None:
    """Lay memory over what the machine changes, and over what is closed; needed folders stay."""
    stashed = {path: _STASH / str(number) for number, path in enumerate(sorted(_needed()))}
    hidden = {Path("/home"), Path("/opt"), Path("/srv")}
    hidden |= {closed for path in stashed if (closed := _closed_above(path))}
    _mount("-t", "tmpfs", "tmpfs", "/run")
    for path, aside in stashed.items():
        aside.mkdir(parents=True)
        _mount("--bind", path, aside)
    for folder in hidden:
        _mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", folder)
    for path, aside in stashed.items():
        path.mkdir(parents=True, exist_ok=True)
        _mount("--bind", aside, path)
    shutil.copytree("/etc", "/run/etc", symlinks=True, ignore_dangling_symlinks=True)
    _mount("--bind", "/run/etc", "/etc")


def _loopback() -> None:
    """Switch on the loopback, the only network there is."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        up = struct.pack("16sh", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
        fcntl.ioctl(any_socket, 0x8914, up)  # SIOCSIFFLAGS


def _environment(folder: Path, paths: list[Path]) -> None:
    """Make an environment that has our packages, but of ours only what stands in the paths."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "ours.pth").write_text("\n".join(map(str, [*paths, sysconfig.get_path("purelib")])))
    ours = Path(sys.prefix)
    (folder / "share").symlink_to(ours / "share")
    shutil.copytree(ours / "etc", folder / "etc", ignore=lambda *_: ["nbgrader_config.py"])
    for name in ("jupyterhub-singleuser", "nbgrader", "jupyter-lab"):
        text = (ours / "bin" / name).read_text()
        script = folder / "bin" / name
        script.write_text(text.replace(str(ours / "bin"), str(folder / "bin")))
        script.chmod(0o755)


def _main() -> None:
    """Be the machine's first process."""
    os.umask(0o022)
    _lay_out()
    _loopback()
    Path("/opt/jupyterhub").symlink_to(sys.prefix)  # what pip and npm install there
    bundle = Path("/opt/ce-course")
    bundle.mkdir()
    _environment(bundle / ".venv", [bundle])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.buffer.write(_READY)
    sys.stdout.buffer.flush()
    while True:
        signal.pause()


if __name__ == "__main__":
    _main()
