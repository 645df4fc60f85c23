"""nbgrader's side: its converter, its gradebook, one student after another."""
