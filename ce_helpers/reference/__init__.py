"""Reference solutions and hidden tests; instructors only, never in the student bundle."""
