"""The limited process that opens uploaded files. It knows no Django, prints JSON lines and exits."""
