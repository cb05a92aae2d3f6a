"""What a person sees of a finished run: its files, its tables and its page."""
