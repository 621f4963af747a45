"""The rules that a plan is checked by, told anew from the data; see `checker`."""
