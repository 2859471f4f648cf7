"""The law of contacts: rules as dated data, and an engine that knows kinds of rule and no jurisdiction."""
