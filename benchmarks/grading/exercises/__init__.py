"""The benchmark's own exercises, as an instructor would add a package of theirs."""
