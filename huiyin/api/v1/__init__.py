"""The interface of other systems, first version: described by its own document, `openapi.json`."""
