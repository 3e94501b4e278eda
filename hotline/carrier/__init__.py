"""The carrier's language, spoken nowhere else: its forms become events, our replies its markup."""
