"""A folder stands where the notebook goes."""


def make(nb, folder):
    (folder / "attacked.ipynb").mkdir()
    (folder / "attacked.ipynb" / "x.txt").write_text("x")
