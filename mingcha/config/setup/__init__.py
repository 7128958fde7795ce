"""What `./run` and `./test` do before anything is installed: the standard library only, no Django.

`environment` makes the virtual environment, `run` and `gates` are the two commands."""
