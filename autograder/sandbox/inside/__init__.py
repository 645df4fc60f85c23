"""What runs inside bubblewrap, beside the student's code. It is all bound there: no secret here."""
