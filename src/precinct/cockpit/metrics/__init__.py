"""One file for each figure: its question, what is counted, and what is not."""
