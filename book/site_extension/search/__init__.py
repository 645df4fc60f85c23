"""The search by sections: what it finds, and where."""
