"""Trait types that several widgets have: pictures, films, lists of numbers."""
