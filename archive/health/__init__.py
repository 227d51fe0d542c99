"""Source health: does a magazine still bring what it used to, and is it still read as it was?"""
