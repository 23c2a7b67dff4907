"""Exchange with other systems: calls from a dispatch centre in, as CSV, and what their times say."""
