"""Pictures of the course, one module an assignment; the only part that needs Matplotlib."""
