"""Files to model and back: YAML, CSV and XLSX with places, and atomic writing."""
