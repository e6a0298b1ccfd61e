"""The page on which an official enters a contact of any form; paper forms; what is handed over when a post is left."""
