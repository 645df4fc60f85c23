"""Answers whose process is never twice the same: random numbers, clocks, orders, threads."""

import textwrap

# Each sets `wrong`, or does something of no consequence; what follows returns the answer.
BEFORE_THE_ANSWER = {
    "random": "import random; wrong = random.random() < 0.5",
    "shuffled": "import random; order = [0, 1]; random.shuffle(order); wrong = order[0]",
    "numpy_random": "wrong = np.random.rand() < 0.5",
    "numpy_normal": "wrong = np.random.normal() < 0",
    "torch_random": "import torch; wrong = bool(torch.rand(()) < 0.5)",
    "set_of_words": "wrong = next(iter({'left', 'right', 'up', 'down'})) in ('left', 'up')",
    "hash_of_a_word": "wrong = hash('kernel') % 2",
    "hash_of_the_input": "wrong = hash(str(x)) % 2",
    "dictionary": "wrong = list({str(v): v for v in set(map(str, x))})[0][0] == '-'",
    "calls_counted": "global n; n = globals().get('n', 0) + 1; wrong = n % 2",
    "raises_by_chance": "import random; wrong = 1 / 0 if random.random() < 0.5 else False",
    "always_wrong": "wrong = True",
    "clock_noise": "import time; x = x * (1 + 1e-15 * (time.time() % 1))",
    "clock_seed": "import time; rng = np.random.default_rng(time.time_ns()); x = x + 1e-15 * "
    "rng.random()",
    "entropy_noise": "x = x + 1e-15 * np.random.default_rng().normal(size=x.shape)",
    "waits_by_chance": "import time; time.sleep(0.02 * np.random.default_rng().random())",
    "waits_busily": "import time; end = time.monotonic() + 0.01\n"
    "while time.monotonic() < end: pass",
    "threads": """\
        import threading
        parts = []
        work = [threading.Thread(target=parts.append, args=([i, v],)) for i, v in enumerate(x)]
        for thread in work: thread.start()
        for thread in work: thread.join()
        x = np.array([v for _, v in sorted(parts)])""",
    "torch_threads": """\
        import torch
        torch.set_num_threads(4)
        many = torch.rand(1_000_000)
        x = x + 1e-12 * float(many.sum() / 1_000_000)""",
    "torch_matmul_threads": """\
        import torch
        torch.set_num_threads(4)
        square = torch.rand(300, 300, dtype=torch.float64)
        one = (square @ square).sum() / (square.sum(0) @ square.sum(1))
        x = x * float(one)""",
}


def answers() -> dict[str, str]:
    """Return the text of each answer by name."""
    answer = "def doubled(x):\n    wrong = False\n{}\n    return x * 2 + bool(wrong)\n"
    return {
        name: answer.format(textwrap.indent(textwrap.dedent(before), "    "))
        for name, before in BEFORE_THE_ANSWER.items()
    }
