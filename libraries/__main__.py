"""Ask libraries again, each in an environment of its own: `python -m libraries pytorch mlx`.

The environments stay in `build/libraries/` until `make clean`. R is taken from the system.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from libraries.calls import plain
from libraries.inputs import QUESTIONS

ROOT = Path(__file__).resolve().parent.parent
ADAPTERS = ROOT / "libraries" / "adapters"
RESULTS = ROOT / "libraries" / "results"
ENVIRONMENTS = ROOT / "build" / "libraries"


def described() -> dict[str, dict[str, Any]]:
    """Return what libraries.toml says of each library."""
    return tomllib.loads((ROOT / "libraries" / "libraries.toml").read_text(encoding="utf-8"))


def asked_by_python(key: str, library: dict[str, Any]) -> str:
    """Return the answers of an adapter in Python, below a fresh environment; JSON."""
    python = sys.executable
    if library.get("pip"):
        folder = ENVIRONMENTS / key
        python = str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *library["pip"]], check=True)
    command = [python, "-m", "libraries.calls", Path(library["adapter"]).stem]
    return subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout


def asked_by_script(key: str, library: dict[str, Any]) -> str:
    """Return the answers of an adapter in JavaScript or R, which reads the questions; JSON."""
    folder, adapter = ENVIRONMENTS / key, str(ADAPTERS / library["adapter"])
    folder.mkdir(parents=True, exist_ok=True)
    command = ["Rscript", adapter] if adapter.endswith(".R") else ["node", adapter]
    if library.get("npm"):
        install = ["npm", "install", "--silent", "--prefix", ".", *library["npm"]]
        subprocess.run(install, cwd=folder, check=True)
    questions = json.dumps(plain(QUESTIONS))
    options: dict[str, Any] = {"cwd": folder, "check": True, "stdout": subprocess.PIPE}
    return subprocess.run(command, input=questions, text=True, **options).stdout


def versions(library: dict[str, Any]) -> list[str]:
    """Return what was asked, each with its version."""
    if "debian" not in library:
        return [*library.get("pip", ()), *library.get("npm", ())]
    query = ["dpkg-query", "--show", "--showformat", "${Package}==${Version}\n"]
    found = subprocess.run([*query, *library["debian"]], check=True, capture_output=True, text=True)
    return found.stdout.split()


def refresh(key: str) -> Path:
    """Ask one library everything and store its answers.

    Parameters
    ----------
    key : str
        As in libraries.toml.

    Returns
    -------
    Path
        What was written.
    """
    library = described()[key]
    asked = asked_by_python if library["adapter"].endswith(".py") else asked_by_script
    calls = plain(json.loads(asked(key, library)))
    stored = {"date": datetime.date.today().isoformat(), "from": versions(library), "calls": calls}
    path = RESULTS / f"{key}.json"
    path.write_text(shown(stored) + "\n", encoding="utf-8")
    return path


def shown(stored: dict[str, Any]) -> str:
    """Return JSON with one answer a line, so that a difference is a line."""
    calls = []
    for call in stored["calls"]:
        answers = ",\n".join(
            f"    {json.dumps(case, ensure_ascii=False)}: {json.dumps(answer, ensure_ascii=False)}"
            for case, answer in call["answers"].items()
        )
        head = json.dumps({k: v for k, v in call.items() if k != "answers"}, ensure_ascii=False)
        calls.append(f'{head[:-1]}, "answers": {{\n{answers}}}}}')
    head = json.dumps({key: stored[key] for key in ("date", "from")}, ensure_ascii=False)
    return f'{head[:-1]}, "calls": [\n' + ",\n".join(calls) + "\n]}"


def main() -> None:
    """Ask the named libraries, or all."""
    parser = argparse.ArgumentParser(prog="python -m libraries", description=__doc__)
    parser.add_argument("keys", nargs="*", help=f"of {', '.join(described())} (default: all)")
    for key in parser.parse_args().keys or described():
        print(refresh(key).relative_to(ROOT), flush=True)


if __name__ == "__main__":
    main()
