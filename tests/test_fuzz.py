"""Fuzz: what students hand in and answer is refused in words or comes out clean, never an error.

CI tries each for a few seconds; `CE_FUZZ=100 pytest tests/test_fuzz.py` tries a hundred times as
many examples (docs/grader.md says what was found).
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ce_grader.intake.files import FileLimits, Refused, read_files
from ce_grader.intake.markup import harmless, is_plain
from ce_grader.intake.notebook import parse_notebook
from ce_grader.intake.renderer import RENDERER
from ce_grader.intake.restore import restored
from ce_grader.intake.tex import foreign
from ce_grader.trusted.clean import clean_outputs
from ce_grader.wire.codec import decode, encode
from ce_grader.wire.errors import DecodeError
from tests.grader.test_wire import EXPRESSIONS, VALUES
from tests.test_containment import ACTIVE, MASTER, holds_the_assignment

TIMES = int(os.environ.get("CE_FUZZ", "1"))
pytestmark = [pytest.mark.slow, pytest.mark.timeout(60 + 600 * TIMES)]


def tried(examples: int) -> Any:
    """Return the settings of one fuzz test."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=examples * TIMES, deadline=None, suppress_health_check=quiet)


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Draw bytes in which pieces were changed, left out, doubled or moved."""
    data = bytearray(draw(whole))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, max(len(data) - 1, 0)))
        end = min(start + draw(st.integers(0, 12)), len(data))
        piece = draw(st.one_of(st.binary(max_size=9), st.just(bytes(data[start:end]) * 2)))
        data[start:end] = piece
    return bytes(data)


@given(damaged(st.one_of(VALUES, EXPRESSIONS).map(encode)))
@tried(150)
def test_a_damaged_message_is_refused_or_is_a_value_that_can_travel(data: bytes) -> None:
    """The decoder raises its own error alone; what it makes is plain data, which goes back."""
    try:
        value = decode(data)
    except DecodeError:
        return
    encode(value)


NOTEBOOK = json.dumps(
    {
        "cells": [
            {
                "cell_type": cell.cell_type,
                "source": [cell.source],
                "metadata": {"nbgrader": cell.metadata},
                "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}],
                "attachments": {"a.png": {"image/png": "iVBORw0KGgo="}},
            }
            for cell in MASTER
        ],
        "metadata": {"kernelspec": {"name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
)


@given(damaged(st.just(NOTEBOOK.encode())))
@tried(150)
def test_a_damaged_notebook_is_refused_in_words_or_holds_the_assignment(content: bytes) -> None:
    """No damage makes reading or restoring raise anything else."""
    try:
        nb = parse_notebook(content)
    except Refused as refusal:
        assert str(refusal).endswith(".")
        return
    holds_the_assignment(restored(nb, MASTER)[0])


NAMES = st.text(min_size=1, max_size=12).filter(lambda name: not set(name) & {"/", "\0"})
KINDS = st.sampled_from(["file", "folder", "link", "pipe", "shut"])


def put(place: Path, kind: str, content: bytes) -> None:
    """Put an entry of a kind at a place, if the file system has it."""
    if kind == "file":
        with place.open("xb") as file:  # whoever writes into a pipe waits for its reader
            file.write(content)
    elif kind == "link":
        place.symlink_to(os.fsdecode(content.replace(b"\0", b"")) or "..")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir(mode=0o755 if kind == "folder" else 0)


@given(st.lists(st.tuples(NAMES, KINDS, st.binary(max_size=30), st.booleans()), max_size=15))
@tried(60)
def test_any_folder_is_read_within_its_bounds(entries: list[tuple[str, str, bytes, bool]]) -> None:
    """Names and kinds do not matter; nothing from outside comes in, and few words come out."""
    limits = FileLimits(files=6, depth=2, file_bytes=20, total_bytes=60)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name, kind, content, below in entries:
            try:
                put(here / name, kind, content)
                here = here / name if kind == "folder" and below else here
            except (OSError, ValueError):  # a name that this file system does not take
                continue
        files, notes = read_files(Path(folder), limits=limits)
    known = {content for _, kind, content, _ in entries if kind == "file"}
    assert set(files.values()) <= known
    assert len(files) <= 6 and sum(map(len, files.values())) <= 60 and len(notes) <= 7
    assert not any(Path(name).is_absolute() or ".." in Path(name).parts for name in files)


PIECES = st.one_of(
    st.sampled_from([*ACTIVE, "$", "$$", "\\(", "`", "```\n", "\n\n", "<p>", "</p>", "- ", "> "]),
    st.text(max_size=8),
)


@given(st.lists(PIECES, max_size=8).map("".join))
@tried(120)
def test_no_mixture_of_markup_becomes_active(source: str) -> None:
    """Whatever surrounds it, what could run is shown as text."""
    page = RENDERER.render(harmless(source), {})
    assert page is not None and is_plain(page) and not foreign(page)


MIMES = st.sampled_from(
    ["text/plain", "text/html", "text/latex", "text/markdown", "image/png", "image/svg+xml", "x"]
)
VALUE = st.recursive(
    st.none() | st.integers() | st.text(max_size=30) | st.binary(max_size=9) | st.just(np.ones(2)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(MIMES, inner, max_size=3),
    max_leaves=8,
)
OUTPUT = st.fixed_dictionaries(
    {},
    optional={
        "output_type": st.sampled_from(["stream", "display_data", "execute_result", "error"]),
        "name": st.sampled_from(["stdout", "stderr", "other"]) | VALUE,
        "text": VALUE,
        "data": st.dictionaries(MIMES, PIECES | VALUE, max_size=4) | VALUE,
        "metadata": VALUE,
        "ename": VALUE,
        "evalue": VALUE,
        "traceback": VALUE,
    },
)


@given(st.lists(OUTPUT | VALUE, max_size=5))
@tried(120)
def test_outputs_that_a_process_claims_come_out_valid_and_quiet(outputs: list[object]) -> None:
    """Each that stays is one that nbformat knows, of text and pictures alone."""
    kept = clean_outputs(outputs)
    cell = nbformat.v4.new_code_cell("", outputs=nbformat.from_dict(kept))
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    for output in kept:
        data = output.get("data", {})
        assert set(data) <= {"text/plain", "text/latex", "text/markdown", "image/png"}
        page = RENDERER.render(data.get("text/markdown", ""), {})
        assert page is not None and is_plain(page)
