"""The lint of outgoing texts: what may not be said, what needs a fact first, what could be said better."""
