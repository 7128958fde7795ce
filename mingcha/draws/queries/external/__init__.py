"""Reading external draws: the workbooks handed in, the registers they are held against, what is shown."""
