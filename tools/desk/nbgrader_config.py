"""nbgrader reads this when JupyterLab is started in this folder: Validate begins with a sum."""

from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, Execute
from nbgrader.validator import Validator

from ce_helpers import dialog

c = get_config()  # noqa: F821

Validator.preprocessors = [CheckCellMetadata, ClearOutput, Execute, dialog.Head]
c.Validator.failed_warning = dialog.WARNING
