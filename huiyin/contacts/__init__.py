"""The contact register, the occasions on which officials met people, and the promises made there."""
