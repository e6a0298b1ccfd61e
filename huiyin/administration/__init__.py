"""The administration in the browser: three administrators apart, officials, posts, units, and how one comes in."""
