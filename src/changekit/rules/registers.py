"""CK6xx: registers taken in from spreadsheets."""
