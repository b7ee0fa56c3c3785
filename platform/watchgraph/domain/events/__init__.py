"""Event bodies, one module a stream. Stored for ever: fields are added with a default, never renamed or removed."""
