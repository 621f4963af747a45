"""CK3xx: what stands out in the portfolio as a whole."""
