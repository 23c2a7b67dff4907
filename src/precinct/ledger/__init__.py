"""What happened: the append-only record of all entries, its chain of hashes, and the way in and out of bytes."""
