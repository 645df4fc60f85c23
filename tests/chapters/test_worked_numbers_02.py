"""What chapter 02 says of numbers, curves and files, computed by other means than its own."""

import inspect
import math
import re

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from seeing import broken_loops, datasets
from tests.support.chapters import ROOT, code, prose, read

CHAPTER = read(ROOT / "notebooks" / "02_from_graphs_to_pytorch.md")
TEXT = prose(CHAPTER)
CODE = "\n".join(cell.source for cell in code(CHAPTER))
BATCH, EPOCHS = 64, 10


def test_the_given_tables_are_those_of_the_lecture():
    assert "x = Tensor([[1, 0], [0, 1]])\ny = Tensor([[1, 1], [1, 0]])\nz = x + x + y" in CODE


def test_x_gets_two_everywhere_by_finite_differences():
    def total(x, y):
        return (x + x + y).sum()

    x, y = np.array([[1.0, 0], [0, 1]]), np.array([[1.0, 1], [1, 0]])
    bump = np.zeros((2, 2))
    bump[0, 1] = 1e-3

    assert (total(x + bump, y) - total(x - bump, y)) / 2e-3 == pytest.approx(2)
    assert (total(x, y + bump) - total(x, y - bump)) / 2e-3 == pytest.approx(1)
    assert "x is used twice, so it gets 2 everywhere" in TEXT


def test_the_parameters_are_counted_as_the_text_counts_them():
    sizes = {"2410": (64, 32, 10), "23": (4, 3, 2)}

    for written, (inputs, hidden, classes) in sizes.items():
        model = nn.Sequential(nn.Linear(inputs, hidden), nn.Linear(hidden, classes))
        assert sum(p.numel() for p in model.parameters()) == int(written)
        assert re.search(rf"= {written}\b", TEXT)


def test_the_linear_layer_by_hand_is_numpys():
    weight = np.array([[1, 0, -1], [2, 1, 0]])

    assert (weight @ [3, 4, 5] + [10, 20]).tolist() == [8, 30]
    assert "$3 - 5 + 10 = 8$ and $6 + 4 + 20 = 30$" in TEXT


def test_the_log_probabilities_by_hand_have_the_right_digits():
    exponentials = np.exp([2.0, 1.0, 0.0])
    logs = np.log(exponentials / exponentials.sum())

    assert [f"{e:.3f}" for e in exponentials[:2]] == ["7.389", "2.718"]
    assert f"\\log {exponentials.sum():.3f} \\approx {np.log(exponentials.sum()):.3f}" in TEXT
    for log in logs:
        assert f"= {log:.3f}" in TEXT


@pytest.mark.parametrize(
    ("loss", "as_scores"),
    [
        (lambda s, y: F.nll_loss(F.log_softmax(s, dim=1), y), True),
        (lambda s, y: F.cross_entropy(F.log_softmax(s, dim=1), y), True),
        (lambda s, y: F.cross_entropy(F.softmax(s, dim=1), y), False),
    ],
)
def test_log_softmax_twice_changes_nothing_and_softmax_twice_does(loss, as_scores: bool):
    scores = torch.tensor([[2.0, -1.0, 0.5]], dtype=torch.float64)
    label = torch.tensor([0])

    by_hand = -(scores[0, 0] - scores.exp().sum().log())
    assert torch.isclose(loss(scores, label), by_hand).item() == as_scores


def test_the_ignorant_and_the_perfect_pay_what_the_text_says():
    assert r"$\log 10 \approx 2.303$" in TEXT
    assert f"{math.log(10):.3f}" == "2.303"
    assert rf"$-\log(e / (e + 9)) \approx {-math.log(math.e / (math.e + 9)):.3f}$" in TEXT


def test_the_batches_are_as_many_as_the_text_says():
    kept_in, held_out = 1200, 242

    assert len(datasets.digits("train").images) == kept_in + held_out
    assert f"**Predict:** {kept_in} images in batches of {BATCH}" in TEXT
    assert f"{math.ceil(kept_in / BATCH)} times an epoch" in TEXT
    assert f"The accuracy of {held_out} validation images" in TEXT


def test_an_accuracy_that_no_count_gives_is_a_mean_of_batches():
    shares = [f"{n}/242: {n / 242:.4f}" for n in range(243) if f"{n / 242:.4f}" == "0.9527"]
    means = [
        (first, last)
        for first in range(193)
        for last in range(51)
        if f"{(first / 64 + last / 50) / 4:.4f}" == "0.9527"
    ]

    assert shares == []
    assert means == [(185, 46)]
    assert "185 right in the first three and 46 in the last" in TEXT
    assert f"$230 / 242$ is {230 / 242:.4f} and $231 / 242$ is {231 / 242:.4f}" in TEXT


def test_the_learning_rate_of_the_lectures_last_epoch():
    weight = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=1.0)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.9)
    for _ in range(1, 15):
        rate = scheduler.get_last_lr()[0]
        optimizer.step()
        scheduler.step()

    assert rf"$0.9^{{13}} \approx {rate:.3f}$" in TEXT


def test_the_versions_that_load_weights_only_by_default():
    assert inspect.signature(torch.load).parameters["weights_only"].default is not False
    assert "the default since PyTorch 2.6" in TEXT


def test_the_torch_of_the_course_is_none_of_those_it_warns_of():
    assert tuple(map(int, torch.__version__.split(".")[:2])) >= (2, 10)
    assert "with a PyTorch before 2.10" in TEXT


@pytest.mark.parametrize(("start", "halvings"), [(3.0, 2), (5.0, 3)])
def test_the_halvings_have_the_slope_that_the_text_says(start: float, halvings: int):
    def below_one(x: float) -> float:
        return below_one(x / 2) if x >= 1 else x

    slope = (below_one(start + 1e-6) - below_one(start - 1e-6)) / 2e-6

    assert slope == pytest.approx(0.5**halvings)
    assert below_one(4 - 1e-9) > 0.9 > 0.6 > below_one(4)  # where it jumps
    assert "the derivative is $1/8$" in TEXT


def test_one_score_of_two_classes_is_two_scores_of_which_one_is_zero():
    score = torch.tensor([[1.7]])
    both = F.cross_entropy(F.pad(score, (1, 0)), torch.tensor([1]))

    assert torch.isclose(F.binary_cross_entropy_with_logits(score, torch.ones(1, 1)), both)


@pytest.mark.parametrize(
    ("scores", "low"),
    [(torch.tensor([[50.0, 0.0]]), -50.0), (torch.tensor([[1.0, 0.0]]), -1.0)],
)
def test_the_loss_is_below_zero_for_the_two_reasons_of_the_quiz(scores, low: float):
    assert F.nll_loss(scores, torch.tensor([0])).item() == low


def test_what_the_scale_of_the_inputs_does_is_what_is_said():
    run = Run(lambda run: None)
    pixels = run.images
    losses, silent = {}, {}
    for name, inputs in {
        "0 to 1": pixels,
        "0 to 255": 255 * pixels,
        "standardized": (pixels - pixels.mean()) / pixels.std(),
    }.items():
        torch.manual_seed(0)
        model = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
        optimizer, silent[name] = torch.optim.SGD(model.parameters(), lr=0.1), []
        for _ in range(5):
            for batch in torch.randperm(len(inputs)).split(BATCH):
                optimizer.zero_grad()
                F.cross_entropy(model(inputs[batch]), run.labels[batch]).backward()
                optimizer.step()
                hidden = model[:3](inputs).max(dim=0).values
                silent[name].append(int((hidden == 0).sum()))
        losses[name] = F.cross_entropy(model(inputs), run.labels).item()

    assert losses["standardized"] < losses["0 to 1"] / 3
    assert losses["0 to 255"] == pytest.approx(math.log(10), abs=0.01)
    assert silent["0 to 255"][2] == 30
    assert silent["0 to 255"][-1] == 32
    assert "after three steps 30 of the 32 hidden units" in TEXT


def test_what_the_graph_keeps_is_as_the_text_says():
    x = torch.tensor(3.0, requires_grad=True)
    total = x + x
    total.backward()
    total.backward()  # a graph of sums alone keeps no values

    assert x.grad.item() == 4  # and gradients pile up
    square = x * x
    square.backward()
    with pytest.raises(RuntimeError, match="second time"):
        square.backward()
    assert not x.detach().requires_grad
    assert "$3 \\cdot 9 = 27$ and the second $6 \\cdot 3 = 18$" in TEXT
    assert np.polyval(np.polyder([1, 0, 0, 0], 1), 3) == 27
    assert np.polyval(np.polyder([1, 0, 0, 0], 2), 3) == 18


class Run:
    """A patient's run on the digits, as the chapter's `examine` makes it."""

    def __init__(self, loop, dropout: float = 0.0, seed: int = 1) -> None:
        images, labels = datasets.digits("train")
        mixed = np.random.default_rng(2).permutation(len(images))
        kept_in, held_out = mixed[:1200], mixed[1200:]
        pick = [torch.from_numpy(a[i]) for i in (kept_in, held_out) for a in (images, labels)]
        self.images, self.labels, *self.exam = pick
        data = torch.utils.data.TensorDataset(self.images, self.labels)
        self.loader = torch.utils.data.DataLoader(data, batch_size=BATCH, shuffle=True)
        torch.manual_seed(seed)
        self.model = nn.Sequential(
            nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Dropout(dropout), nn.Linear(32, 10)
        )
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=0.01)
        self.sizes: list[float] = []
        self.optimizer.register_step_pre_hook(lambda *_: self.sizes.append(self.size()))
        self.came = loop(self)

    def size(self) -> float:
        weights = [p for p in self.model.parameters() if p.ndim == 2]
        return sum(float(w.grad.norm()) ** 2 for w in weights if w.grad is not None) ** 0.5

    def accuracy(self) -> float:
        self.model.eval()
        with torch.no_grad():
            return (self.model(self.exam[0]).argmax(dim=1) == self.exam[1]).double().mean().item()

    def dead(self) -> int:
        """Count the hidden units that are 0 for every training image."""
        return int((self.model[:3](self.images).max(dim=0).values == 0).sum())


def plain(number: int):
    loop = getattr(broken_loops, f"loop_{number}")
    return lambda run: loop(run.model, run.loader, run.optimizer, EPOCHS)


def healthy(run: Run) -> list[float]:
    losses = []
    for _ in range(EPOCHS):
        for images, labels in run.loader:
            run.optimizer.zero_grad()
            loss = F.cross_entropy(run.model(images), labels)
            loss.backward()
            run.optimizer.step()
            losses.append(loss.item())
    return losses


def loop_of_an_epoch(model, loader, optimizer, epochs: int) -> None:
    """Train by the five lines in their order."""
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()


def epoch_means(losses: list[float]) -> np.ndarray:
    return np.array(losses).reshape(EPOCHS, -1).mean(axis=1)


@pytest.fixture(scope="module")
def well() -> Run:
    return Run(healthy)


def test_the_healthy_run_starts_at_ignorance_and_its_gradients_grow_before_they_fall(well: Run):
    assert well.came[0] == pytest.approx(math.log(10), abs=0.05)
    assert epoch_means(well.came)[-1] < 0.2
    assert max(well.sizes[5:60]) > 1.5 * well.sizes[0]
    assert np.mean(well.sizes[-19:]) < np.mean(well.sizes[19:57])
    means = epoch_means(well.came)
    assert f"the mean loss falls from {means[0]:.2f} to {means[-1]:.2f}" in TEXT
    assert 0.5 < np.mean(well.sizes[-19:]) / np.mean(well.sizes[:19]) < 0.8


def test_in_the_first_steps_the_error_falls_while_the_hidden_values_triple():
    run = Run(lambda run: None)
    errors, hidden = [], []
    for images, labels in run.loader:
        with torch.no_grad():
            told = run.model(run.images).softmax(dim=1)
            errors.append(1 - told[range(len(told)), run.labels].mean().item())
            hidden.append(run.model[:3](run.images).norm(dim=1).mean().item())
        run.optimizer.zero_grad()
        F.cross_entropy(run.model(images), labels).backward()
        run.optimizer.step()

    assert (np.diff(errors[:13]) < 0).all()
    assert hidden[12] == pytest.approx(3 * hidden[0], rel=0.1)


def test_patient_1_has_gradients_that_grow_far_beyond_the_healthy_ones(well: Run):
    run = Run(plain(1))
    losses = epoch_means(run.came)

    assert losses[:2].min() < losses[2:].max() / 1.5  # it gets worse again
    late = [np.reshape(r.sizes, (EPOCHS, -1)).mean(axis=1)[3:] for r in (run, well)]
    assert (late[0] > 100 * late[1]).all()


def test_patient_2_finds_no_gradient_and_never_moves():
    run = Run(plain(2))

    assert set(run.sizes) == {0.0}
    # The same images and weights; only the smaller last batch weighs too much in this mean.
    assert np.ptp(epoch_means(run.came)) < 2e-3
    assert np.ptp(run.came) > 0.05  # batch by batch it trembles


def test_patient_3_stays_above_its_floor_and_still_gets_most_digits_right(well: Run):
    run = Run(plain(3))

    floor = -math.log(math.e / (math.e + 9))
    assert floor < epoch_means(run.came)[-1] < floor + 0.15
    assert run.accuracy() > 0.9
    sizes = [np.reshape(r.sizes, (EPOCHS, -1)).mean(axis=1) for r in (run, well)]
    assert (sizes[0] < sizes[1] / 2).all()
    assert "less than half as long as the healthy ones" in TEXT


def test_patient_3_is_behind_for_three_epochs_and_then_as_good():
    marks = {}
    for name, loop in {"well": loop_of_an_epoch, "ill": broken_loops.loop_3}.items():
        run = Run(lambda run: None)
        marks[name] = []
        for _ in range(EPOCHS):
            loop(run.model, run.loader, run.optimizer, 1)
            marks[name].append(run.accuracy())
    behind = np.array(marks["ill"]) - marks["well"]

    assert (behind[:3] < 0).all()
    assert (behind[3:] > -0.01).all()
    assert "is behind for three epochs, and from the fourth on as good" in TEXT


def test_patient_4_stands_still_from_the_third_epoch_on_with_gradients_alive(well: Run):
    def loop(run: Run) -> list[float]:
        scheduler = torch.optim.lr_scheduler.StepLR(run.optimizer, 1, 0.9)
        return broken_loops.loop_4(run.model, run.loader, run.optimizer, scheduler, EPOCHS)

    run = Run(loop)

    assert np.ptp(epoch_means(run.came)[2:]) < 0.02
    assert np.median(run.sizes[-19:]) > np.median(well.sizes[-19:])


def exams(dropout: float) -> list[float]:
    def loop(run: Run) -> list[float]:
        exam = [tuple(run.exam)]
        return broken_loops.loop_5(run.model, run.loader, exam, run.optimizer, EPOCHS)[1]

    return Run(loop, dropout).came


def test_patient_5_has_lower_marks_all_the_way():
    assert (np.array(exams(0.5)) < np.array(exams(0.0))).all()


def test_a_second_sitting_in_training_mode_gives_another_mark():
    run = Run(lambda run: None, dropout=0.5)

    def sit() -> list[int]:
        with torch.no_grad():
            told: list[int] = run.model(run.exam[0]).argmax(dim=1).tolist()
        return told

    assert sit() != sit()
    run.model.eval()
    assert sit() == sit()


def test_patient_6_stays_ignorant_and_learns_to_ignore_the_picture():
    def loop(run: Run) -> list[float]:
        images, labels = run.images, run.labels
        return broken_loops.loop_6(run.model, images, labels, run.optimizer, EPOCHS, BATCH)

    run = Run(loop)

    assert (abs(epoch_means(run.came)[1:] - math.log(10)) < 0.01).all()
    assert run.sizes[0] > 0.2
    assert np.median(run.sizes[-19:]) < run.sizes[0] / 4
    assert run.dead() > 16  # of 32
