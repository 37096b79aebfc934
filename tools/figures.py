"""Figures of the solutions: sharp at twice the pixels, and no larger for it."""

from __future__ import annotations

import base64
import io

from nbformat import NotebookNode
from PIL import Image

#: For the kernel: pictures of twice the pixels, shown at their size in inches
SHARP = "--InlineBackend.figure_formats={'retina'}"


def pack(nb: NotebookNode) -> None:
    """Write each picture of an executed notebook with a palette, in place."""
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = _packed(output.data["image/png"])


def _packed(png: str) -> str:
    """Return a picture in base64 with 256 colours at most, about a third of the bytes."""
    picture = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    written = io.BytesIO()
    picture.quantize(256, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return base64.b64encode(written.getvalue()).decode()
