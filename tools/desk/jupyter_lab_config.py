"""For `jupyter lab --config=jupyter_lab_config.py` in this folder: opens the first notebook.

`jupyter/` beside it leaves out nbgrader's pages for instructors, opens that notebook with the
sidebar folded, and keeps what is open for the next time.
"""

from pathlib import Path

c = get_config()  # noqa: F821
_FOLDER = Path(__file__).parent / "jupyter"

c.LabApp.app_settings_dir = str(_FOLDER)
c.LabApp.workspaces_dir = str(_FOLDER / "workspaces")
