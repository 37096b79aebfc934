import nbformat

ANSWERS = {
    "total": "def total(numbers):\n    return sum(numbers)",
    "slope": "slope = 2 * x * sp.exp(x**2)",
}


def cell(nb, name):
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def make(nb, folder):
    for name, source in ANSWERS.items():
        cell(nb, name).source = source
    nb.cells.append(nbformat.v4.new_raw_cell("<script>window.live7c1f = 1</script>"))
    nb.cells.append(
        nbformat.v4.new_markdown_cell(
            "![p](attachment:p.png)",
            attachments={"p.png": {"image/png": '"><script>window.live7c1f = 1</script>'}},
        )
    )
    cell(nb, "essay").source = r"$\href{made-up:live7c1f}{points}$"
    nbformat.write(nb, folder / "attacked.ipynb")
