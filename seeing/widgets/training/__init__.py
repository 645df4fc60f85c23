"""Learning as it goes on: losses, and a kernel that is learned."""
