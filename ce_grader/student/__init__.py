"""The student's side: the only part of the grader that shares a process with student code."""
