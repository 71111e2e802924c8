"""The tenant: a district, its schools, and its policy, each row with the date it takes effect."""
