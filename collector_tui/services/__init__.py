"""What a collector does, one use case a method: the only callers of the store."""
