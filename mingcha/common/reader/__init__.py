"""The limited process that opens uploaded files. It knows no Django, prints JSON lines and exits.

A package of its own, so that the process loads nothing but what it needs to read."""
