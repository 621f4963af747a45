"""What changekit can do: each service turns frozen values into one frozen, typed result."""
