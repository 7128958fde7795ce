"""The limited process in which a template that an office wrote is typeset: bounded time and memory, no file
but the texts it is given, no network. Started by `mingcha.common.papers.limited`; knows nothing of Django."""
