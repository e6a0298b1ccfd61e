"""The tests: the cast, makers, a folder per app, stories in the browser, and the house tested as a thing."""
