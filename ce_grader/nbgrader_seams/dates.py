"""Due dates and times of submissions mean what they say, or are refused in a sentence.

Called in `nbgrader_config.py`, which every command and every formgrader of the course reads.
"""

from __future__ import annotations

import sys
from types import TracebackType

from nbgrader import utils

from ce_grader.intake.times import UnclearTime, parse_utc
from ce_grader.nbgrader_seams.troubles import way_out


def refuse_unclear_times() -> None:
    """Have nbgrader's gradebook read times as `ce_grader.intake.times` does.

    What ends a command as a whole (such a time, a gradebook or a disk that cannot be written) is
    told in a sentence, without a traceback.
    """
    vars(utils)["parse_utc"] = parse_utc
    sys.excepthook = _tell


def _tell(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    sentence = str(error) if isinstance(error, UnclearTime) else way_out(error)
    if sentence:
        print(f"ce_grader: {sentence}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, where)
