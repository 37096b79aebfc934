"""Grade many submissions in parallel: pure grading on any executor, one gradebook writer."""
