"""Every way in: an official's visit, the public form, a file; one shape for what comes in."""
