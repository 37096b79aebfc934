"""Write the files that lie beside a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_files(folder: str | Path, files: Mapping[str, bytes]) -> None:
    """Write files, and the folders above them, so that others may read them.

    Parameters
    ----------
    folder : str or Path
        Where.
    files : mapping of str to bytes
        Their contents by relative path.
    """
    for name, content in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o644)
