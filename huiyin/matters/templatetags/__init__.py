"""Tags of the pages of matters."""
