"""Everything that nbgrader's configuration and commands name."""
