"""Create or repair the local `.venv`; standard library only, as nothing is installed yet.

`python3 tools/bootstrap.py [EXTRA …]` installs the project and the named extras with the
tested pins. It does nothing when what it would install is installed already. An environment
that was made elsewhere, or with another Python, is made again; one that somebody made by hand is
kept, and installed into.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ce-course.json"
PINS = ROOT / "pins.txt"
STRICT = ROOT / "tools" / "jupyter" / "nbgrader_config.py"
OLDEST = (3, 11)
OWN = tuple(str(ROOT / name) for name in ("ce_grader", "ce_helpers", "tools"))
# nbgrader takes brackets for a pattern, alembic % for a variable; pip's scripts break at the rest
UNUSABLE = set("[]*?%\"'\n")


def python_of(venv: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    windows = os.name == "nt"
    return venv / ("Scripts/python.exe" if windows else "bin/python")


def fail(sentence: str) -> None:
    """End with one sentence on stderr."""
    sys.exit(f"ce-course: {sentence}")


def home() -> list[str]:
    """Return what an environment belongs to: this folder, and this Python."""
    return [str(ROOT), os.path.realpath(sys.executable), ".".join(map(str, sys.version_info[:3]))]


def fingerprint() -> str:
    """Return a digest of everything that decides what is installed, and where."""
    digest = hashlib.sha256("\0".join(home()).encode())
    for path in (ROOT / "pyproject.toml", PINS, STRICT):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, Any]:
    """Return what the last installation recorded; nothing where there was none."""
    try:
        stamp: dict[str, Any] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def version() -> list[str] | None:
    """Return the Python version of `.venv`, or None if its interpreter does not start."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        found = subprocess.run(
            [python_of(VENV), "-c", code], check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.split()


def discard_unusable(stamp: dict[str, Any]) -> None:
    """Remove an environment that cannot serve here, unless somebody else made it and uses it."""
    found, ours = version(), "fingerprint" in stamp
    if found is None:
        discard("is broken or unfinished")
    elif ours and stamp.get("home") != home():
        discard("belongs to another folder or another Python")
    elif found != [str(part) for part in sys.version_info[:2]]:
        has = ".".join(found)
        fail(f".venv has Python {has}: move it away, or run make PYTHON=python{has} …")
    elif moved := made_elsewhere():
        fail(f".venv was made as {moved}, which its programs still name: move it away …")


def made_elsewhere() -> str:
    """Return where `.venv` was made, if that is no more; `python -m venv` keeps its command."""
    settings = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    found = re.search(r" -m venv (?:--\S+ )*(.+)", settings)
    return found[1] if found and not os.path.exists(found[1]) else ""


def discard(why: str) -> None:
    """Remove the environment; of a link, the link alone."""
    print(f"ce-course: .venv {why}; making it again …", flush=True)
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    else:
        shutil.rmtree(VENV)


def create_venv() -> None:
    """Make a new `.venv`."""
    print(f"ce-course: making .venv with Python {sys.version.split()[0]} …", flush=True)
    result = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if result.returncode:
        said = (result.stderr or result.stdout).strip().splitlines()[-1:]
        fail(
            "Python cannot make a virtual environment; on Debian and Ubuntu install "
            f"python3-venv. It said: {''.join(said)}"
        )


def install(extras: set[str]) -> None:
    """Install the project and the extras with the tested pins."""
    what = f".[{','.join(sorted(extras))}]" if extras else "."
    print(f"ce-course: installing {what} (some minutes the first time) …", flush=True)
    command = [str(python_of(VENV)), "-m", "pip", "install", "--disable-pip-version-check"]
    # pip compiles one file after another; compiled it must be, as the sandbox can write nothing,
    # and many a container has Python write none either
    options = ["--quiet", "--no-compile", "--constraint", str(PINS), "--editable", what]
    result = subprocess.run(command + options, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    if result.returncode:
        explain(result.stderr)
    compiling = [str(python_of(VENV)), "-m", "compileall", "-qq", "-j", "0", str(VENV), *OWN]
    subprocess.run(compiling, stdout=subprocess.DEVNULL)  # a package's samples may not compile
    # an editable installation leaves data files out
    config = VENV / "etc" / "jupyter"
    config.mkdir(parents=True, exist_ok=True)
    shutil.copy(STRICT, config)


def explain(errors: str) -> None:
    """End with a sentence that says why pip failed."""
    lines = [line for line in errors.splitlines() if "ERROR" in line] or errors.splitlines()
    network = ("NewConnectionError", "Temporary failure", "ConnectTimeout", "ProxyError")
    if any(word in errors for word in network):
        fail("no package index can be reached; connect to the network and run this again.")
    fail(f"pip could not install the packages. It said: {lines[-1] if lines else 'nothing'}")


def require_usable() -> None:
    """End with a sentence where no course can be: an old Python, a path that tools misread."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        fail(f"Python 3.11 or newer is needed, this is {found}: make PYTHON=python3.11 …")
    unusable = sorted(UNUSABLE & set(str(ROOT)))
    if unusable:
        fail(
            f"the path of this folder holds {' '.join(map(repr, unusable))}, which nbgrader and "
            "its database misread; move or rename the folder and run this again."
        )


def main(extras: set[str]) -> None:
    """Make sure that `.venv` holds the project and the extras."""
    require_usable()
    stamp = read_stamp()
    have = set(stamp.get("extras", ()))
    if stamp.get("fingerprint") == fingerprint() and extras <= have and version():
        return
    if os.path.lexists(VENV):
        discard_unusable(stamp)
    if not VENV.exists():
        create_venv()
    install(extras | have)
    done = {"fingerprint": fingerprint(), "home": home(), "extras": sorted(extras | have)}
    STAMP.write_text(json.dumps(done))


def run(extras: set[str]) -> None:
    """Make sure of it, and let Ctrl-C end in a sentence."""
    try:
        main(extras)
    except KeyboardInterrupt:
        fail("interrupted; run the same command again, it goes on where this stopped.")


if __name__ == "__main__":
    run(set(sys.argv[1:]))
