"""Where plugins hook in: what they may offer, how they are found, what becomes of each."""
