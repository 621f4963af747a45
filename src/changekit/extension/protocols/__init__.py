"""What a plugin may offer, one module for each sort, with the compiled forms that it takes."""
