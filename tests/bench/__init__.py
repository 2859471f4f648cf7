"""How fast it is: the product and its anchors timed side by side in one run. `python -m tests.bench` prints the table."""
