"""What a learning platform hands out becomes nbgrader's folders of submissions."""
