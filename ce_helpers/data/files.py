"""The data sets that are shipped as files; README.md beside them has source and licence."""

from __future__ import annotations

import gzip
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.data.sets import Dataset, train_test_split

SPECIES = ("setosa", "versicolor", "virginica")
MOST_INK = 16
SPLIT: Any = {"held_out": 1 / 4, "seed": 3}  # of the digits, in every notebook


def _read(name: str) -> tuple[list[str], NDArray[np.float64]]:
    content = files("ce_helpers.data").joinpath(name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    header, *lines = content.decode("utf-8").split()
    return header.split(","), np.loadtxt(lines, delimiter=",")


def iris() -> Dataset:
    """Return Fisher's iris flowers.

    Returns
    -------
    Dataset
        N = 150, D = 4 (centimetres), C = 3 species with 50 flowers each.

    Notes
    -----
    R. A. Fisher, "Iris", UCI Machine Learning Repository, 1936, doi:10.24432/C56C76,
    CC BY 4.0.

    Examples
    --------
    >>> flowers = iris()
    >>> flowers.X.shape, flowers.class_names
    ((150, 4), ('setosa', 'versicolor', 'virginica'))
    """
    header, rows = _read("iris.csv")
    names = tuple(f"{name.removesuffix('_cm').replace('_', ' ')} (cm)" for name in header[:-1])
    return Dataset(rows[:, :-1], rows[:, -1].astype(np.intp), names, SPECIES)


def digits() -> Dataset:
    """Return 8 × 8 pictures of handwritten digits.

    Returns
    -------
    Dataset
        N = 1797, D = 64 pixels row by row with ink from 0 to 1, C = 10 digits.

    Notes
    -----
    E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
    Learning Repository, 1998, doi:10.24432/C50P49, CC BY 4.0.

    Examples
    --------
    >>> pictures = digits()
    >>> pictures.X.shape, float(pictures.X.max())
    ((1797, 64), 1.0)
    """
    header, rows = _read("digits.csv.gz")
    names = tuple(name.replace("_", " ") for name in header[:-1])
    labels = rows[:, -1].astype(np.intp)
    return Dataset(rows[:, :-1] / MOST_INK, labels, names, tuple("0123456789"))


def trained_layer() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a layer that was trained on three quarters of the digits.

    Returns
    -------
    W : (64, 10) ndarray of float64
        Weights, a column for each class.
    b : (10,) ndarray of float64
        Biases.

    Notes
    -----
    Trained by `03_sgd`'s solution (``tools/export_data.py``), and rounded to tenths.
    """
    _, layer = _read("classifier.csv")
    return layer[:-1], layer[-1]


def scored_digits() -> tuple[Dataset, NDArray[np.float64]]:
    """Return the digits that the trained layer has not seen, and its scores for them.

    Returns
    -------
    held_out : Dataset
        N = 450 digits.
    scores : (450, 10) ndarray of float64
        The logits of each, a column for each class.

    Examples
    --------
    >>> held_out, scores = scored_digits()
    >>> float((scores.argmax(axis=1) == held_out.labels).mean()) > 0.96
    True
    """
    _, held_out = train_test_split(digits(), **SPLIT)
    W, b = trained_layer()
    return held_out, held_out.X @ W + b
