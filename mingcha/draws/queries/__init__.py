"""Reading draws. Staff queries take the viewer's scope; what the public may read is in `public`."""
