"""Collecting what a cell shows, as the outputs of a notebook, up to a number of bytes."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import Any

Output = dict[str, Any]
#: Between what a figure comes to and its PNG, which is left out where it is known.
_MARK = ":"
_PNG = "image/png"
_TRUNCATED = "\n… the rest of the output was cut off\n"


class Outputs:
    """The outputs of one cell.

    Parameters
    ----------
    limit : int
        How many bytes are kept, about; what comes after is dropped, and a line says so.
    """

    def __init__(self, limit: int) -> None:
        self.items: list[Output] = []
        self.room = limit
        self._cut = False

    def stream(self, name: str, text: str) -> None:
        """Add what was printed.

        Parameters
        ----------
        name : {"stdout", "stderr"}
            Where.
        text : str
            What.
        """
        if not text or self._cut:
            return
        kept = text[: self.room]
        self.room -= len(kept)
        last = self.items[-1] if self.items else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += kept
        else:
            self.items.append({"output_type": "stream", "name": name, "text": kept})
        if len(kept) < len(text):
            self._cut = True
            self.items[-1]["text"] += _TRUNCATED

    def data(self, kind: str, data: Mapping[str, Any], count: int | None = None) -> None:
        """Add a display or a result.

        Parameters
        ----------
        kind : {"display_data", "execute_result"}
            Which of the two.
        data : mapping of str to object
            What to show, by MIME type.
        count : int, optional
            The number of a result.
        """
        plain = {mime: _as_text(value) for mime, value in data.items()}
        size = sum(len(value) for value in plain.values())
        if size > self.room:
            return self.stream("stdout", _TRUNCATED)
        self.room -= size
        output: Output = {"output_type": kind, "data": plain, "metadata": {}}
        if kind == "execute_result":
            output["execution_count"] = count
        self.items.append(output)

    def error(self, name: str, message: str, traceback: list[str]) -> None:
        """Add an exception; it is shown even if there is no room left.

        Parameters
        ----------
        name, message : str
            Of the exception.
        traceback : list of str
            Its lines.
        """
        output = {"output_type": "error", "ename": name[:200], "evalue": message[:10_000]}
        self.items.append(output | {"traceback": [line[:10_000] for line in traceback[:100]]})


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value if isinstance(value, str) else str(value)


def marked(digest: str, png: str | None) -> str:
    """Return a figure as it travels from the student's side.

    Parameters
    ----------
    digest : str
        What it comes to (see `ce_grader.processes.drawings`).
    png : str, optional
        The PNG in base64; None if it is known.

    Returns
    -------
    str
        Both in one.
    """
    return f"{digest}{_MARK}{png or ''}"


def complete(outputs: Any, known: Mapping[str, str]) -> dict[str, str]:
    """Put PNGs into the place of figures as they travel.

    Parameters
    ----------
    outputs : object
        What a student's process sent as its list of outputs; changed.
    known : mapping of str to str
        The figures that need not be drawn, by what they come to.

    Returns
    -------
    dict of str to str
        Those that were drawn.
    """
    drawn: dict[str, str] = {}
    for output in outputs if type(outputs) is list else ():
        data = output.get("data") if type(output) is dict else None
        text = data.get(_PNG) if type(data) is dict else None
        if type(data) is dict and type(text) is str and _MARK in text:
            digest, _, png = text.partition(_MARK)
            data[_PNG] = png or known.get(digest, "")
            drawn |= {digest: png} if png else {}
    return drawn


class CappedStream(io.TextIOBase):
    """Stands for `sys.stdout` or `sys.stderr` while a cell runs.

    Parameters
    ----------
    outputs : Outputs
        Where the text goes.
    name : {"stdout", "stderr"}
        Which of the two it is.
    """

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs = outputs
        self._name = name

    def writable(self) -> bool:
        """Say that one can write to it.

        Returns
        -------
        bool
            True.
        """
        return True

    def write(self, text: str) -> int:
        """Keep the text as an output of the cell.

        Parameters
        ----------
        text : str
            What is printed.

        Returns
        -------
        int
            Its length.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self._name, text)
        return len(text)
