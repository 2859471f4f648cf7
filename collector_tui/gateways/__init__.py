"""The outside world: carriers and whatever else is reached over a wire."""
