"""What was done, by whom, when: append-only and sealed; and the walls that keep counties apart."""
