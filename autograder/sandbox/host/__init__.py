"""The grader's side of the sandbox: starts bubblewrap, sends requests, bounds what comes back."""
