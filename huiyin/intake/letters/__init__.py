"""What came by mail or WeChat and waits for somebody of the county's own desk, who looks at it and settles it."""
