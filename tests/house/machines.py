"""Addresses that other systems call and that open without a key: each says why. Nobody opens them in a browser."""

FOR_SYSTEMS = {
    "api:openapi-json": "what the interface for other systems can do; holds nothing of anybody",
    **dict.fromkeys(("api:api-root", "api:nothing"), "no such address, in the shape of the interface"),
    "say:wechat": "WeChat has no login here: its signature of just now opens it, and nothing else",
    **dict.fromkeys(
        ("gateway:receipts", "gateway:replies"),
        "the county's SMS gateway signs what it posts; anybody else is turned away",
    ),
    "open311:discovery": "where the interface is",
    "open311:services": "the topics of the county's rules",
    "open311:service": "the villages of the county, to choose from",
    "open311:requests": "lists nothing without a key, and takes nothing",
    "open311:request": "without a key there is no such request",
    "open311:token": "without a key there is no such request",
}
