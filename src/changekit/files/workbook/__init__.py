"""One workbook as a whole workspace: sheets of initiatives, units, capacities, goals and roles.

The names are imported from the modules, so that reading a folder does not load what writes one.
"""
