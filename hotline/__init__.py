"""A hotline for harm-reduction collectives: peers on their own phones, and nothing kept."""
