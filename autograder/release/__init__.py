"""A chapter -> its notebooks: student's, instructor's, the page's, and the answer key."""
