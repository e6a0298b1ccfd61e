"""The repository tested as a thing: its doors, walls, words, sizes and documents."""
