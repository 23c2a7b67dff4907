"""What jurisdictions hand over: the law as dated, cited data, their own guards and forms."""
