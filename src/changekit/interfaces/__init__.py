"""Where people meet the library: the command line, the report and the notebook."""
