"""The web edge: signatures, always 200 to what the carrier signed, health. Flask lives here."""
