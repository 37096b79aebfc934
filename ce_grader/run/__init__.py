"""The command that grades many submissions in parallel: any executor, one gradebook writer."""
