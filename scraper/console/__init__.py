"""What the commands look at and say; imported where one is run, not with the list of them."""
