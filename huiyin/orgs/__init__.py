"""Units, posts, officials, the reporting line, the adopted charter and the calendar of a county."""
