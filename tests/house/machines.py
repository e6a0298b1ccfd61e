"""Addresses that other systems call and that open without a key: each says why. Nobody opens them in a browser."""

FOR_SYSTEMS = {
    "api:openapi-json": "what the interface for other systems can do; holds nothing of anybody",
    **dict.fromkeys(("api:api-root", "api:nothing"), "no such address, in the shape of the interface"),
}
