"""A site, or one debate of it, in a single file to hand on."""
