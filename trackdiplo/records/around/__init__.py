"""What stands around the records: about the site and its data, feeds, what machines look for."""
