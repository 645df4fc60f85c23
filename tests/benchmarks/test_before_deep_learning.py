"""What chapter 06 quotes of measurements: what they compare, and that all are on record."""

import numpy as np
import pytest
from sklearn.ensemble import AdaBoostClassifier
from sklearn.tree import DecisionTreeClassifier

from benchmarks.before_deep_learning import (
    boosting,
    cascade,
    faces,
    material,
    points,
    scenes,
    words,
)
from benchmarks.before_deep_learning.experiments import EXPERIMENTS
from benchmarks.record import SEEDS
from seeing import measurements

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_setting_is_on_record_with_every_seed(name: str):
    rows = measurements.before_deep_learning(name)

    assert [row["settings"] for row in rows] == EXPERIMENTS[name].settings()
    for row in rows:
        assert row["found"]
        assert {len(values) for values in row["found"].values()} == {SEEDS}


def test_what_was_not_measured_is_named():
    with pytest.raises(ValueError, match="'weather' was not measured; there are corners,"):
        measurements.before_deep_learning("weather")


@pytest.mark.parametrize("how", points.CHANGES)
def test_a_point_is_where_the_change_took_it(how: str):
    picture = np.zeros((64, 64))
    picture[20:23, 40:43] = 1  # its middle is (21, 41)
    changed, moved = points.change(picture, how, seed=0)
    heavy = np.clip(changed, 0.2, None) - 0.2
    rows, columns = np.indices(changed.shape)
    middle = [(heavy * rows).sum() / heavy.sum(), (heavy * columns).sum() / heavy.sum()]

    assert np.allclose(moved([[21.0, 41.0]]), [middle], atol=0.3)


def test_points_found_again_are_those_within_two_pixels():
    wanted = np.array([[20.0, 20], [30, 30], [2, 2]])
    share, inside = points.found_again(wanted, np.array([[20.0, 22], [30, 33]]), (64, 64))

    assert (share, inside) == (0.5, 2)


def test_digits_are_drawn_as_in_chapter_10():
    task = material.digits(3)
    some = np.random.default_rng(3).permutation(1442)[:1200]

    assert (task.y_train == material.datasets.digits("train").labels[some]).all()
    assert len(task.test) == 355


def test_faces_are_divided_without_an_overlap_and_half_of_each_part_are_faces():
    task = material.faces(1)
    rows = np.concatenate([task.train, task.test]).reshape(200, -1)

    assert (len(task.train), len(task.test)) == (120, 80)
    assert len(np.unique(rows, axis=0)) == len(
        np.unique(
            np.concatenate(
                [p.images for p in map(material.datasets.faces, ("train", "test"))]
            ).reshape(200, -1),
            axis=0,
        )
    )
    assert task.y_train.mean() == task.y_test.mean() == 0.5


def test_crops_to_test_on_come_from_the_right_quarter():
    task = material.crops(("gravel",), 4, 4, seed=0)
    picture = material.grey("gravel")
    windows = np.lib.stride_tricks.sliding_window_view(picture, (64, 64))

    for crop in task.test:
        assert (windows[:, 384:] == crop).all(axis=(2, 3)).any()
    for crop in task.train:
        assert (windows[:, : 384 - 63] == crop).all(axis=(2, 3)).any()


def test_pyramids_count_words_in_cells_that_halve_and_weigh_them():
    places, numbers = np.array([[0.0, 3.0], [2.0, 1.0]]), np.array([[7, 9]])
    (found,) = words.pyramids(places, numbers, (4, 4), levels=1)
    blocks = found.reshape(5, words.WORDS)

    assert blocks[0, 7] == blocks[0, 9] == blocks[2, 7] == blocks[3, 9] == 0.25
    assert found.sum() == pytest.approx(1)


def test_the_first_stump_errs_no_more_than_any_tree_of_one_question():
    table, labels = RNG.normal(size=(60, 5)), RNG.integers(0, 2, 60)
    (stump,) = boosting.boosted(table, labels, 1)
    ours = stump.answers(table) == labels
    weights = np.where(labels == 1, 0.5 / labels.sum(), 0.5 / (1 - labels).sum())
    trees = [
        DecisionTreeClassifier(max_depth=1).fit(table[:, [one]], labels, weights)
        for one in range(5)
    ]
    theirs = [
        weights[tree.predict(table[:, [one]]) == labels].sum() for one, tree in enumerate(trees)
    ]

    assert weights[ours].sum() >= max(theirs) - 1e-12
    error = weights[~ours].sum()
    assert stump.alpha == pytest.approx(np.log((1 - error) / error))


def test_boosting_fits_what_scikit_learns_fits():
    table = RNG.normal(size=(80, 2))
    labels = (table.sum(axis=1) > 0).astype(int)
    ours = boosting.votes(boosting.boosted(table, labels, 40), table) >= 0.5
    theirs = AdaBoostClassifier(n_estimators=40).fit(table, labels).predict(table)

    assert (ours == labels).mean() >= (theirs == labels).mean() - 0.05
    assert (ours == labels).mean() > 0.9


def test_a_stump_tells_one_feature_as_it_tells_the_whole_table():
    windows = RNG.random((7, 25, 25))
    whole = boosting.table_of(windows)
    some = boosting.table_of(windows, np.array([5, 300]))

    assert np.allclose(whole[:, [5, 300]], some)


def test_a_window_passes_the_cascade_only_if_it_passes_every_stage():
    windows = RNG.random((50, 25, 25))
    median = float(np.median(boosting.table_of(windows, np.array([3]))))
    above = cascade.Stage((boosting.Stump(3, 1, median, 1.0),), 0.5)
    below = cascade.Stage((boosting.Stump(3, -1, -median, 1.0),), 0.5)

    assert cascade.all_pass([above], windows).sum() == 25
    assert cascade.all_pass([above, above], windows).sum() == 25
    assert not cascade.all_pass([above, below], windows).any()


def test_a_stage_keeps_the_faces_that_it_was_told_to():
    seen, others = RNG.random((40, 25, 25)), RNG.random((40, 25, 25))
    seen[:, :12] += 0.4
    stage = cascade.learned(seen, others, 3, np.arange(0, cascade.COUNT, 50))

    assert stage.passes(seen).mean() >= cascade.KEPT
    assert stage.passes(others).mean() < 0.5


def test_boxes_overlap_by_what_they_share():
    assert cascade.overlap((0, 0, 4, 4), (0, 2, 4, 4)) == pytest.approx(1 / 3)
    assert cascade.overlap((0, 0, 4, 4), (9, 9, 4, 4)) == 0


def test_the_frame_of_the_face_is_near_the_librarys():
    from skimage.data import astronaut, lbp_frontal_face_cascade_filename
    from skimage.feature import Cascade

    finder = Cascade(lbp_frontal_face_cascade_filename())
    (hit,) = finder.detect_multi_scale(astronaut(), 1.2, 1, (60, 60), (200, 200))
    box = (hit["r"], hit["c"], hit["height"], hit["width"])

    assert cascade.overlap(box, cascade.FACE) > 0.8


def test_a_part_finds_itself_where_it_was_moved_to_and_pays_for_the_way():
    mean, box = RNG.random((25, 25)), (8, 8, 6, 6)
    moved = np.roll(mean, (2, -1), axis=(0, 1))[None]

    assert faces.answers(mean[None], mean, box, 0, 0.0) == pytest.approx(1)
    assert faces.answers(moved, mean, box, 3, 0.0) == pytest.approx(1)
    assert faces.answers(moved, mean, box, 3, 0.02) == pytest.approx(1 - 0.02 * 5)
    assert faces.answers(moved, mean, box, 0, 0.0) < 0.9


def test_the_small_network_is_that_of_chapter_10():
    network = faces.small_network()

    assert sum(p.numel() for p in network.parameters()) == 2402


def test_an_unmoved_scene_is_its_own_neighbour():
    images = [RNG.random((64, 64)) for _ in range(5)]

    for to in scenes.DESCRIPTIONS.values():
        assert scenes._same(images, images, to) == 1
