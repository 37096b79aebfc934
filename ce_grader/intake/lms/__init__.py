"""What a learning-management system gives out: whose each file is, and where it goes."""
