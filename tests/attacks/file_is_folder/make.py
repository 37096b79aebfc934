"""A folder stands where one of the instructor's files goes, and a file where a folder goes."""

import nbformat


def make(nb, folder):
    nbformat.write(nb, folder / "attacked.ipynb")
    (folder / "table.csv").mkdir()
    (folder / "table.csv" / "x.txt").write_text("x")
    (folder / "tables").write_text("x")
