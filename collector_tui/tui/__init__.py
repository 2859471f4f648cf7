"""The desk: Textual lives here and nowhere else."""
