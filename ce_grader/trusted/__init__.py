"""The trusted side: it runs the test cells, and calls the student's functions remotely."""
