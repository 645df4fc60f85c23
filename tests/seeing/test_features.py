"""Where a network looks, and what it wants to see: as captum finds it, and as a hand would."""

import numpy as np
import pytest
import torch
from captum.attr import LayerGradCam, Occlusion, Saliency
from torch import nn

from seeing import features, networks
from seeing.datasets.embedded import digits_like_mnist
from seeing.features import Fourier, Pixels, blur, jitter, place, unit, variation

SIZE = (3, 24, 24)
CANVASES = [Pixels(), Fourier()]


def fresh(seed: int = 0) -> nn.Sequential:
    """A network with all kinds of layers that have two modes."""
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1),
        nn.BatchNorm2d(6),
        nn.ReLU(),
        nn.Conv2d(6, 8, 3, padding=1),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.AdaptiveMaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32, 4),
    )


@pytest.fixture
def images() -> torch.Tensor:
    return torch.rand(3, *SIZE, generator=torch.Generator().manual_seed(5))


LABELS = torch.tensor([2, 0, 3])


def seen(picture: torch.Tensor) -> torch.Tensor:
    """Total variation as NumPy has it."""
    return np.abs(np.diff(picture, axis=-1)).mean() + np.abs(np.diff(picture, axis=-2)).mean()


def test_saliency_is_captums(images: torch.Tensor):
    net = fresh()
    found = features.saliency(net, images, LABELS)

    theirs = Saliency(net.eval()).attribute(images.requires_grad_(), LABELS, abs=False)
    torch.testing.assert_close(found, theirs)


def test_grad_cam_is_captums(images: torch.Tensor):
    net = fresh()
    found = features.grad_cam(net, "4", images, LABELS)

    theirs = LayerGradCam(net.eval(), net[4]).attribute(images, LABELS, relu_attributions=True)
    torch.testing.assert_close(found, theirs[:, 0].detach())
    assert (found > 0).any()


def test_occlusion_is_captums(images: torch.Tensor):
    """captum gives each pixel what its square costs; the squares here lie side by side."""
    net = fresh()
    found = features.occlusion(net, images[0], 2, side=4, stride=4, fill=0.25)

    theirs = Occlusion(net.eval()).attribute(
        images[:1], sliding_window_shapes=(3, 4, 4), strides=(3, 4, 4), baselines=0.25, target=2
    )
    torch.testing.assert_close(found, theirs[0, 0, ::4, ::4], atol=1e-5, rtol=1e-4)


def test_they_are_captums_on_the_network_for_digits():
    net = networks.load("mnist")
    digits = digits_like_mnist("test")
    x, labels = torch.tensor(digits.images[:6])[:, None], torch.tensor(digits.labels[:6])

    theirs = Saliency(net).attribute(x.clone().requires_grad_(), labels, abs=False)
    torch.testing.assert_close(features.saliency(net, x, labels), theirs)
    cam = LayerGradCam(net, net.conv2).attribute(x, labels, relu_attributions=True)
    torch.testing.assert_close(features.grad_cam(net, "conv2", x, labels), cam[:, 0].detach())


def test_squares_overlap_and_what_is_left_over_is_not_covered(images: torch.Tensor):
    net = fresh()
    found = features.occlusion(net, images[0], 1, side=5, stride=3)

    assert found.shape == (7, 7)
    by_hand = images[:1].clone()
    by_hand[..., 6:11, 9:14] = 0.5
    with torch.no_grad():
        net.eval()
        drop = net(images[:1])[0, 1] - net(by_hand)[0, 1]
    torch.testing.assert_close(found[2, 3], drop)


def test_a_square_larger_than_the_image_is_refused(images: torch.Tensor):
    with pytest.raises(ValueError, match="does not fit into \\(24, 24\\)"):
        features.occlusion(fresh(), images[0], 1, side=25)


def test_an_unknown_layer_is_told_with_those_that_there_are(images: torch.Tensor):
    with pytest.raises(KeyError, match="no layer 'conv9'; there are 0, 1, 2"):
        features.grad_cam(fresh(), "conv9", images, LABELS)


@pytest.mark.parametrize("training", [True, False])
def test_the_model_is_left_as_it_was(images: torch.Tensor, training: bool):
    net = fresh().train(training)
    net[3].weight.requires_grad_(False)
    before = {name: value.clone() for name, value in net.state_dict().items()}

    features.saliency(net, images, LABELS)
    features.grad_cam(net, "4", images, LABELS)
    features.occlusion(net, images[0], 1, side=8, stride=8)
    features.visualize(net, unit("3", 1), SIZE, steps=2, progress=False)

    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    assert net.training == net[5].training == training
    assert [p.requires_grad for p in net.parameters()] == [True] * 4 + [False] + [True] * 3
    assert all(p.grad is None for p in net.parameters())
    assert not any(module._forward_hooks for module in net.modules())


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: type(canvas).__name__)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_unit_rises_and_the_picture_stays_between_black_and_white(canvas, seed: int):
    net = fresh(seed)
    goal = unit("8", 2)
    film = features.visualize(net, goal, SIZE, canvas=canvas, steps=60, frames=3, progress=False)

    assert film.steps.tolist() == [20, 40, 60]
    assert film.values.tolist() == sorted(film.values.tolist())
    with torch.no_grad():
        net.eval()
        reached = net(film.last[None])[0, 2].item()
        noise = net(torch.rand(200, *SIZE))[:, 2]
    assert reached == pytest.approx(film.values[-1].item(), rel=1e-4)
    assert reached > noise.max().item()
    assert film.pictures.min() >= 0
    assert film.pictures.max() <= 1


def test_the_same_seed_gives_the_same_picture():
    net = fresh()
    one, same, other = (
        features.visualize(
            net, unit("8", 1), SIZE, changes=[jitter(3)], steps=5, seed=seed, progress=False
        )
        for seed in (4, 4, 5)
    )

    assert torch.equal(one.last, same.last)
    assert not torch.equal(one.last, other.last)


def test_more_frames_than_steps_are_refused():
    with pytest.raises(ValueError, match="1 to 3"):
        features.visualize(fresh(), unit("8", 1), SIZE, steps=3, frames=4)


def test_one_place_of_a_map_is_asked_for():
    net = fresh()
    film = features.visualize(
        net, place("3", 5, 10, 12), SIZE, canvas=Pixels(spread=0.01), steps=30, progress=False
    )

    far = (film.last - 0.5).abs().amax(dim=0)
    assert far[8:13, 10:15].max() > 0.2
    far[8:13, 10:15] = 0
    assert far.max() < 0.05


def test_total_variation_and_energy_are_what_they_say(images: torch.Tensor):
    assert variation().value(images, {}).item() == pytest.approx(seen(images.numpy()), rel=1e-5)
    assert features.energy().value(images, {}).item() == pytest.approx(
        ((images - 0.5) ** 2).mean().item(), rel=1e-5
    )


def test_terms_are_added_and_weighted(images: torch.Tensor):
    kept = {"a": torch.rand(1, 2, 3, 3), "b": torch.rand(1, 2, 3, 3)}
    goal = 2 * unit("a", 0) - unit("b", 1) * 0.5 + place("b", 0, 1, 2)

    assert goal.layers == {"a", "b"}
    wanted = 2 * kept["a"][0, 0].mean() - 0.5 * kept["b"][0, 1].mean() + kept["b"][0, 0, 1, 2]
    torch.testing.assert_close(goal.value(images, kept), wanted)


def test_total_variation_makes_a_picture_smoother():
    net = fresh()
    rough, smooth = (
        features.visualize(net, goal, SIZE, canvas=Pixels(), steps=80, progress=False).last
        for goal in (unit("8", 0), unit("8", 0) - 20 * variation())
    )

    assert seen(smooth.numpy()) < 0.5 * seen(rough.numpy())


def test_a_fourier_picture_is_smoother_than_one_of_pixels():
    net = fresh()
    pixels, waves = (
        features.visualize(net, unit("8", 0), SIZE, canvas=canvas, steps=40, progress=False).last
        for canvas in CANVASES
    )

    def neighbours(picture: torch.Tensor) -> float:
        centred = picture - picture.mean(dim=(1, 2), keepdim=True)
        return ((centred[..., 1:] * centred[..., :-1]).mean() / centred.square().mean()).item()

    assert neighbours(waves) > neighbours(pixels) + 0.2


def test_jitter_shifts_what_the_model_sees_by_up_to_its_most():
    rng = torch.Generator().manual_seed(0)
    dot = torch.zeros(1, 1, 9, 9)
    dot[0, 0, 4, 4] = 1
    places = {tuple(jitter(2)(dot, rng)[0, 0].nonzero()[0].tolist()) for _ in range(400)}

    assert places == {(4 + i, 4 + j) for i in range(-2, 3) for j in range(-2, 3)}


def test_blur_is_scipys_gaussian():
    from scipy.ndimage import gaussian_filter

    picture = torch.rand(1, 3, 20, 21, dtype=torch.float64)
    found = blur(1.5)(picture, torch.Generator())

    theirs = gaussian_filter(picture[0, 1].numpy(), 1.5, truncate=round(4.5) / 1.5, mode="mirror")
    np.testing.assert_allclose(found[0, 1].numpy(), theirs, atol=1e-6)


def test_colours_belong_together_as_in_the_images():
    rng = torch.Generator().manual_seed(0)
    mixing = torch.tensor([[1.0, 0.2, 0.0], [0.8, 0.5, 0.1], [0.6, 0.3, 0.4]])
    images = torch.einsum("dc,nchw->ndhw", mixing, torch.randn(50, 3, 20, 20, generator=rng))
    root = features.colours_of(images)

    made = root @ root.T
    wanted = mixing @ mixing.T
    torch.testing.assert_close(made / made.trace(), wanted / wanted.trace(), atol=0.02, rtol=0.05)


def test_grey_pictures_stay_grey_with_the_colours_of_grey_images():
    grey = torch.rand(20, 1, 8, 8).expand(20, 3, 8, 8)
    film = features.visualize(
        fresh(),
        unit("8", 1),
        SIZE,
        canvas=Pixels(colours=features.colours_of(grey)),
        steps=10,
        progress=False,
    )

    assert (film.last - film.last.mean(dim=0)).abs().max() < 1e-3


def test_covered_copies_are_made_a_part_at_a_time(images: torch.Tensor):
    """A large picture has tens of thousands of places: all copies at once fill the memory."""
    net, seen_at_once = fresh(), []
    net.register_forward_pre_hook(lambda _, given: seen_at_once.append(len(given[0])))

    found = features.occlusion(net, images[0], 1, side=2)

    assert found.shape == (23, 23)
    assert max(seen_at_once) <= 128
    assert sum(seen_at_once) == 1 + 23 * 23


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: type(canvas).__name__)
def test_a_model_is_shown_pictures_in_its_own_dtype(canvas, dtype: torch.dtype):
    net = fresh().to(dtype)
    changes = [jitter(1), features.turn(5, 0.1), blur(1.0)]

    film = features.visualize(
        net, unit("8", 1), SIZE, canvas=canvas, changes=changes, steps=20, frames=2, progress=False
    )

    assert film.scores[1] > film.scores[0]


def test_a_model_is_shown_pictures_where_it_is():
    """On the "meta" device nothing has a value: what is made elsewhere cannot meet it there."""
    net = fresh().to("meta")
    shown = []
    net.register_forward_pre_hook(lambda _, given: shown.append(given[0].device.type))

    with pytest.raises((RuntimeError, NotImplementedError), match="meta"):
        features.visualize(net, unit("8", 1), SIZE, steps=1, progress=False)  # no number to read

    assert set(shown) == {"meta"}


def test_a_model_gets_its_pictures_as_it_wants_them():
    net = fresh()
    film = features.visualize(
        net, unit("8", 1), SIZE, prepare=lambda x: (x - 0.45) / 0.22, steps=5, progress=False
    )

    with torch.no_grad():
        net.eval()
        wanted = net((film.last[None] - 0.45) / 0.22)[0, 1].item()
    assert film.scores[-1].item() == pytest.approx(wanted, rel=1e-4)


def test_the_score_is_that_of_the_picture_as_it_is():
    """The goal has penalties subtracted and sees the blurred picture; the score does not."""
    net, wish = fresh(), unit("8", 1)
    told = []
    film = features.visualize(
        net,
        wish - 5 * features.energy(),
        SIZE,
        changes=[blur(1.5)],
        score=wish,
        steps=10,
        watch=lambda *given: told.append(given),
        progress=False,
    )

    with torch.no_grad():
        net.eval()
        assert film.scores[-1].item() == pytest.approx(net(film.last[None])[0, 1].item(), rel=1e-4)
    assert abs(film.scores[-1] - film.values[-1]) > 0.01
    assert told[0][0] == 10
    assert told[0][2:] == (film.values[-1].item(), film.scores[-1].item())


def test_a_turn_moves_the_rim_and_keeps_the_middle():
    rng = torch.Generator().manual_seed(0)
    picture = torch.zeros(1, 1, 33, 33)
    picture[0, 0, 16, 16] = picture[0, 0, 16, 30] = 1

    turned = [features.turn(20)(picture, rng)[0, 0] for _ in range(20)]

    assert all(one[16, 16] > 0.9 for one in turned)
    assert min(one[16, 30].item() for one in turned) < 0.1
    assert max(float(one.argmax(dim=0)[30]) for one in turned) > 16  # somewhere, it has gone down


def test_what_a_layer_that_works_in_place_does_is_not_seen_in_what_was_kept():
    net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(inplace=True))
    net[0].weight.data, net[0].bias.data = -torch.eye(2), torch.zeros(2)

    with torch.no_grad(), features.watched(net, ["0"]) as kept:
        net(torch.ones(1, 2))

    assert kept["0"].tolist() == [[-1, -1]]
