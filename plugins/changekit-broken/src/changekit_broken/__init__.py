"""Broken on purpose: loading it fails, and changekit has to say so and go on."""

msg = "this plugin is broken on purpose"
raise RuntimeError(msg)
