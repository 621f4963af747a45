"""From a municipality's records to the arrays that engines plan on."""
