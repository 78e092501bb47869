"""The pydantic contracts that the rooms hand to each other and to the outside: data, no behaviour."""
