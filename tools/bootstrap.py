"""Create or repair the local `.venv`; standard library only, as nothing is installed yet.

`python3 tools/bootstrap.py [EXTRA …]` installs the project and the named extras with the
tested pins. It does nothing when what it would install is installed already.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ce-course.json"
PINS = ROOT / "pins.txt"
OLDEST = (3, 11)


def python_of(venv: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    windows = os.name == "nt"
    return venv / ("Scripts/python.exe" if windows else "bin/python")


def fail(sentence: str) -> None:
    """End with one sentence on stderr."""
    sys.exit(f"ce-course: {sentence}")


def fingerprint() -> str:
    """Return a digest of everything that decides what is installed, and where."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (ROOT / "pyproject.toml", PINS):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, Any] | None:
    """Return what the last installation recorded, or None if `.venv` is not usable."""
    try:
        stamp: dict[str, Any] = json.loads(STAMP.read_text())
        subprocess.run([python_of(VENV), "-c", ""], check=True, capture_output=True)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return stamp


def create_venv() -> None:
    """Make a new `.venv`, in place of a broken one."""
    if VENV.exists():
        print("ce-course: .venv is broken or unfinished; making it again …", flush=True)
        shutil.rmtree(VENV)
    print(f"ce-course: making .venv with Python {sys.version.split()[0]} …", flush=True)
    result = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if result.returncode:
        fail(
            "Python cannot make a virtual environment; on Debian and Ubuntu install "
            f"python3-venv. It said: {(result.stderr or result.stdout).strip().splitlines()[-1]}"
        )


def install(extras: set[str]) -> None:
    """Install the project and the extras with the tested pins."""
    what = f".[{','.join(sorted(extras))}]" if extras else "."
    print(f"ce-course: installing {what} (some minutes the first time) …", flush=True)
    command = [str(python_of(VENV)), "-m", "pip", "install", "--disable-pip-version-check"]
    options = ["--quiet", "--constraint", str(PINS), "--editable", what]
    result = subprocess.run(command + options, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    if result.returncode:
        explain(result.stderr)


def explain(errors: str) -> None:
    """End with a sentence that says why pip failed."""
    lines = [line for line in errors.splitlines() if "ERROR" in line] or errors.splitlines()
    network = ("NewConnectionError", "Temporary failure", "ConnectTimeout", "ProxyError")
    if any(word in errors for word in network):
        fail("no package index can be reached; connect to the network and run this again.")
    fail(f"pip could not install the packages. It said: {lines[-1] if lines else 'nothing'}")


def main(extras: set[str]) -> None:
    """Make sure that `.venv` holds the project and the extras."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        fail(f"Python 3.11 or newer is needed, this is {found}: make PYTHON=python3.11 …")
    stamp = read_stamp()
    have = set(stamp["extras"]) if stamp else set()
    if stamp and stamp["fingerprint"] == fingerprint() and extras <= have:
        return
    if stamp is None:
        create_venv()
    install(extras | have)
    STAMP.write_text(json.dumps({"fingerprint": fingerprint(), "extras": sorted(extras | have)}))


if __name__ == "__main__":
    main(set(sys.argv[1:]))
