"""What chapter 06 says of corners, words, boxes and faces, computed by other means than its own."""

import ast
import re
import sys
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
import torch
from skimage.color import rgb2gray
from skimage.data import lbp_frontal_face_cascade_filename
from skimage.feature import (
    Cascade,
    corner_harris,
    corner_peaks,
    haar_like_feature_coord,
    hog,
)
from skimage.transform import rescale
from sklearn.cluster import KMeans
from sklearn.svm import LinearSVC
from torch.optim.lr_scheduler import OneCycleLR

from seeing import datasets, measurements
from seeing.datasets.embedded import digits_like_mnist
from seeing.handmade import dense_descriptors, haar_features
from seeing.widgets.features.haar_drag.haar_features import features, recorded
from tests.support.chapters import ROOT, answered, code, prose, read

PATH = ROOT / "notebooks" / "06_seeing_before_deep_learning.md"
CHAPTER = read(PATH)
TEXT = prose(CHAPTER)
CODE = "\n".join(cell.source for cell in code(CHAPTER))
CAMERA = datasets.photograph("camera") / 255


def on_record(experiment: str, what: str, **wanted) -> np.ndarray:
    (row,) = (
        r
        for r in measurements.before_deep_learning(experiment)
        if wanted.items() <= r["settings"].items()
    )
    return np.array(row["found"][what])


def differ(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two rows of seeds differ on the mean by more than three standard errors."""
    gap = one - other
    return abs(gap.mean()) > 3 * gap.std(ddof=1) / np.sqrt(len(gap))


def test_the_four_windows_have_the_responses_that_the_chapter_reckons():
    for (a, b, c), wanted in {(4, 0, 0): -0.8, (1, 1, 1): -0.2, (2, 2, 0): 3.2}.items():
        tensor = np.array([[a, c], [c, b]])
        values = np.linalg.eigvalsh(tensor)

        assert values.prod() - 0.05 * values.sum() ** 2 == pytest.approx(wanted)
    assert "$2 \\cdot 2 - 0.05 \\cdot 4^2 = 3.2$" in TEXT


def test_the_photographer_has_as_many_corners_as_the_library_finds():
    response = corner_harris(CAMERA, k=0.05, sigma=1)

    assert len(corner_peaks(response, min_distance=5, threshold_rel=0.02)) == 95
    assert on_record("corners", "points", change="half the size")[0] == 95


def test_corners_do_not_know_about_size_as_the_chapter_says():
    def found(change):
        return on_record("corners", "found again", change=change)

    assert found("turned by 90°").min() == found("half the brightness").min() == 1
    assert found("half the size").mean() == pytest.approx(1 / 3, abs=0.05)
    assert all(
        found(change).mean() > found("half the size").mean() + 0.2
        for change in ("turned by 10°", "turned by 30°", "turned by 45°", "three quarters the size")
    )
    assert on_record("corners", "chance", change="half the size").mean() < 0.015


def test_what_sift_finds_is_less_than_what_it_matches():
    def found(what, change):
        return on_record("SIFT", what, change=change)

    changes = [row["settings"]["change"] for row in measurements.before_deep_learning("SIFT")]
    assert found("points", changes[0])[0] == 882
    assert "The photographer has 882 points of SIFT" in TEXT
    halved = found("found again", "half the size")
    assert not differ(halved, on_record("corners", "found again", change="half the size") + 0.1)
    assert round(found("chance", "half the size").mean(), 2) == 0.08
    assert "8 in 100 would be by chance" in TEXT
    assert found("found again", "half the brightness").mean() == pytest.approx(0.5, abs=0.1)
    assert all(found("right", change).min() > 0.97 for change in changes)
    assert all(found("matches", change).min() > 50 for change in changes)


def test_a_window_of_a_person_has_3780_numbers():
    assert len(hog(np.zeros((128, 64)), cells_per_block=(2, 2))) == 3780
    assert "105 \\cdot 36 = 3780" in TEXT


def test_contrast_and_brightness_leave_hog_as_it_is_and_gamma_does_not():
    head = CAMERA[62:190, 190:254]
    plain, relit, root = (
        hog(image, cells_per_block=(2, 2), block_norm="L2")
        for image in (head, head / 2 + 0.2, np.sqrt(head))
    )

    assert np.linalg.norm(relit - plain) < 1e-6 * np.linalg.norm(plain)
    assert np.linalg.norm(root - plain) > 0.1 * np.linalg.norm(plain)


def test_a_slip_by_a_pixel_changes_hog_by_a_fifth_and_more_than_the_pixels():
    images = [CAMERA[62:190, left : left + 64] for left in (190, 191)]

    def change(describe):
        one, other = map(describe, images)
        return np.linalg.norm(other - one) / np.linalg.norm(one)

    vectors = change(lambda image: hog(image, cells_per_block=(2, 2), block_norm="L2"))
    assert vectors == pytest.approx(0.2, abs=0.02)
    assert change(lambda image: (image - image.mean()) / image.std()) == pytest.approx(
        vectors, abs=0.03
    )
    assert change(lambda image: image) < vectors - 0.05


def test_of_the_exchanged_quarters_three_tenths_are_new_and_a_tenth_of_the_votes_moves():
    shrunk = rescale(CAMERA, 0.25, anti_aliasing=True)
    _, (one, other) = dense_descriptors(np.stack([shrunk, np.roll(shrunk, (64, 64), (0, 1))]))
    words = KMeans(50, n_init=1, random_state=0).fit(one)
    bags = [np.bincount(words.predict(rows), minlength=50) / len(rows) for rows in (one, other)]
    moved = abs(bags[0] - bags[1]).sum() / 2
    known = {row.tobytes() for row in one.round(9) + 0.0}
    new = np.mean([row.tobytes() not in known for row in other.round(9) + 0.0])

    assert (moved, new) == pytest.approx((0.1, 0.3), abs=0.01)
    assert 1 - moved / new == pytest.approx(2 / 3, abs=0.02)


def test_the_words_of_the_four_sets_are_as_the_chapter_says():
    def found(title, data):
        return on_record("words", title, data=data)

    bags, fine = found("words", "digits"), found("+ sixteenths", "digits")
    assert (round(bags.mean(), 2), round(fine.mean(), 2)) == (0.89, 0.96)
    assert differ(bags, fine)
    assert found("words", "textures").min() == 1
    bags, fine = found("words", "photographs"), found("+ sixteenths", "photographs")
    assert (round(bags.mean(), 2), round(fine.mean(), 2)) == (0.55, 0.49)
    assert (bags > fine).all()
    assert (found("greys", "photographs") > found("HOG", "photographs") + 0.05).all()
    others = ("words", "+ quarters", "+ sixteenths", "pixels", "greys")
    assert all((found("HOG", "digits") > found(one, "digits")).all() for one in others)
    for data in ("textures", "photographs"):
        assert (found("words", data) > found("HOG", data) + 0.1).all()
    assert (found("greys", "photographs") > found("pixels", "photographs") + 0.2).all()
    gained = 80 * (found("+ sixteenths", "faces") - found("words", "faces"))
    assert (gained.min().round(), gained.max().round()) == (1, 4)
    assert not differ(found("words", "faces"), found("greys", "faces"))
    pieces = [round(found(one, "photographs").mean(), 2) for one in ("greys", "HOG")]
    assert pieces == [0.46, 0.28]
    assert (found("greys", "photographs") < found("words", "photographs")).all()


def test_the_digits_read_live_are_the_records_first_seed():
    names = answered(PATH)
    train, test = digits_like_mnist("train"), digits_like_mnist("test")
    drawn = np.random.default_rng(0).permutation(len(train))[:1200]
    _, described = dense_descriptors(np.concatenate([train.images[drawn], test.images]))
    rows = described[:1200].reshape(-1, 32)
    sample = rows[np.random.default_rng(0).permutation(len(rows))[:5000]]
    words = KMeans(50, n_init=1, max_iter=50, random_state=0).fit(sample).cluster_centers_
    bags = np.sqrt([names["bag_of_words"](one, words) for one in described])
    labels = np.concatenate([train.labels[drawn], test.labels])
    svm = LinearSVC(random_state=0).fit(bags[:1200], labels[:1200])

    live = svm.score(bags[1200:], labels[1200:])
    assert live == pytest.approx(on_record("words", "words", data="digits")[0], abs=1.5 / 355)
    assert "np.random.default_rng(0).permutation(len(train))[:1200]" in CODE


def test_rectangle_features_are_counted_as_the_library_counts_them():
    kinds = ("type-2-x", "type-2-y", "type-3-x", "type-3-y", "type-4")
    counts = [len(haar_like_feature_coord(24, 24, kind)[0]) for kind in kinds]

    assert sorted(counts) == [20_736, 27_600, 27_600, 43_200, 43_200]
    assert sum(counts) == 162_336
    assert "162,336 of the five kinds" in TEXT


def test_the_best_features_of_the_figure_are_those_on_forehead_and_brows():
    counts = recorded()["counts"].astype(int)
    cut, (faces, others) = counts[:, :1], np.split(counts[:, 1:], 2, axis=1)
    below = np.arange(faces.shape[1]) < cut
    wrong = (faces * below).sum(axis=1) + (others * ~below).sum(axis=1)
    wrong = np.minimum(wrong, 200 - wrong)
    known = list(features())

    best = {known[place][:2] for place in np.flatnonzero(wrong < 200 / 20)}
    assert (len(wrong), (wrong < 200 / 20).sum()) == (1732, 9)
    assert best == {("stacked", 1)}
    low = [error for error, feature in zip(wrong, known, strict=True) if feature.top * 3 >= 15]
    assert min(low) > 200 / 10


def test_after_a_round_half_of_the_weight_is_on_what_was_wrong():
    for error in (0.1, 0.2, 0.45):
        right = (1 - error) * error / (1 - error)

        assert error / (right + error) == pytest.approx(0.5)


def test_the_labels_of_the_40_test_pictures_choose_no_stump():
    names = answered(PATH)
    parts = datasets.faces("train"), datasets.faces("test")
    windows = np.concatenate([part.images for part in parts])
    windows = windows - windows.mean(axis=(1, 2), keepdims=True)
    windows = windows / windows.std(axis=(1, 2), keepdims=True)
    sums = np.pad(windows, ((0, 0), (1, 0), (1, 0))).cumsum(axis=1).cumsum(axis=2)
    table = (haar_features(25, step=4) @ sums.reshape(200, -1).T).T

    def three_rounds(labels):
        load, vote, picks, told = np.r_[np.ones(160), np.full(40, 1e-9)], 0, [], []
        for _ in range(3):
            pick, said, voice, load = names["adaboost_round"](table, labels, load)
            vote = vote + voice * np.where(said, 1, -1)
            picks.append((pick, *said[:160]))
            told.append(vote > 0)
        return picks, told

    truth = np.concatenate([part.labels for part in parts])
    opposite = np.r_[truth[:160], 1 - truth[160:]]
    picks, (first, second, third) = three_rounds(truth)

    assert picks == three_rounds(opposite)[0]
    assert (first == second).all()
    assert (third != second).any()


def test_stumps_rivals_and_networks_on_faces_are_as_alike_as_the_chapter_says():
    rows = {
        title: on_record("boosting", title)
        for title in ("1 stump", "20 stumps", "HOG", "pixels", "brightness", "5, training")
    }
    rounded = {title: round(values.mean(), 2) for title, values in rows.items()}

    assert rounded["1 stump"] == 0.95
    assert rounded["20 stumps"] == rounded["HOG"] == rounded["pixels"] == 0.96
    assert rows["brightness"].mean() == pytest.approx(0.75, abs=0.01)
    assert rows["5, training"].min() == 1
    assert not differ(on_record("boosting", "5 stumps"), rows["20 stumps"])
    network = on_record("network", "test accuracy", pixels="standardized").mean()
    as_they_are = on_record("network", "test accuracy", pixels="as they are").mean()
    best = [network, rows["20 stumps"].mean(), rows["HOG"].mean(), as_they_are]
    assert max(best) - min(best) < 2 / 80
    assert as_they_are == pytest.approx(rows["HOG"].mean(), abs=0.01)


def test_the_cascade_is_as_good_and_as_bad_as_the_chapter_says():
    faces, windows = on_record("cascade", "faces kept"), on_record("cascade", "windows kept")
    hits, on_face = on_record("cascade", "hits"), on_record("cascade", "on the face")

    assert 1 / windows[:, 2].mean() == pytest.approx(150, rel=0.1)
    assert round(on_record("cascade", "windows").sum() / hits.sum()) == 83
    assert (hits.min(), hits.max()) == (255, 594)
    assert "255 to 594 hits in all" in TEXT
    assert 1 - faces[:, 2].mean() == pytest.approx(1 / 8, abs=0.02)
    assert on_record("cascade", "windows").mean() == pytest.approx(35_000, rel=0.02)
    assert round(on_record("cascade", "features a window").mean()) == 11
    assert on_face.min() > 10
    assert (hits - on_face).min() >= 200
    assert on_face.mean() == pytest.approx(20, abs=3)


def test_the_librarys_cascade_has_20_stages_of_3_to_10_questions():
    stages = ElementTree.parse(lbp_frontal_face_cascade_filename()).findall(".//stages/_")
    questions = [len(stage.findall("weakClassifiers/_")) for stage in stages]

    assert (len(questions), min(questions), max(questions)) == (20, 3, 10)
    assert "20 stages with 3 to 10 weak questions" in TEXT


def test_the_library_finds_the_astronaut_and_a_cheek_and_nothing_else():
    finder = Cascade(lbp_frontal_face_cascade_filename())
    found = {
        name: finder.detect_multi_scale(
            datasets.photograph(name),
            scale_factor=1.2,
            step_ratio=1,
            min_size=(60, 60),
            max_size=(200, 200),
        )
        for name in datasets.PHOTOGRAPHS
    }

    assert len(found) == 15
    assert {name: len(hits) for name, hits in found.items() if hits} == {"astronaut": 1, "cat": 1}
    (cheek,) = found["cat"]
    assert cheek["r"] + cheek["height"] / 2 > 150  # of 300: below the eyes
    assert cheek["c"] + cheek["width"] < 225  # of 451: left of the middle
    assert not finder.detect_multi_scale(datasets.photograph("cat"), 1.25, 1, (60, 60), (200, 200))


def test_moving_parts_mend_what_fixed_parts_break():
    def found(price, where):
        return on_record("parts", where, price=price)

    fixed, root = found("fixed", "moved"), found("root alone", "moved")
    assert (fixed < root).all()
    assert differ(found(0.02, "moved"), fixed)
    assert differ(found(0.0, "moved"), fixed)
    assert (found(0.0, "moved") > found(0.02, "moved")).all()
    drop = found("fixed", "in place").mean() - fixed.mean()
    assert drop == pytest.approx(0.25, abs=0.03)


def test_gist_bears_light_and_moves_and_is_not_best_at_another_part():
    def found(name, query):
        return on_record("scenes", name, query=query)

    assert "GIST has 0.39, the grey histogram 0.53, and chance would be 0.05" in TEXT
    other = [round(found(name, "another part").mean(), 2) for name in ("GIST", "greys")]
    assert other == [0.39, 0.53]
    by_chance = 3 / 59
    assert by_chance == pytest.approx(0.05, abs=0.002)
    assert (found("greys", "another part") > found("GIST", "another part")).all()
    rivals = ("pixels", "standardized", "thumbnail", "greys")
    both = {name: found(name, "moved and relit").mean() for name in rivals}
    assert found("GIST", "moved and relit").mean() > max(both.values()) + 0.1
    for query in ("moved", "relit"):
        best = max(found(name, query).mean() for name in rivals)
        assert found("GIST", query).mean() > best - 0.01


def test_chapter_10s_hog_gives_what_is_on_record_and_its_network_two_per_cent_more():
    path = ROOT / "notebooks" / "10_pooling_and_convolutional_networks.md"
    names = answered(path) | {"np": np, "torch": torch, "nn": torch.nn, "hog": hog}
    names |= {"LinearSVC": LinearSVC, "tqdm": lambda steps, **_: steps, "sys": sys}
    names |= {"OneCycleLR": OneCycleLR}
    wanted = {"train", "as_function", "hog_of", "fit"}
    for cell in code(read(path)):
        if any(f"def {name}(" in cell.source for name in wanted):
            for part in ast.parse(cell.source).body:
                if getattr(part, "name", "") in wanted:
                    exec(ast.unparse(part), names)
    train, test = datasets.digits("train"), datasets.digits("test")

    def right(kind, seed):
        some = np.random.default_rng(seed).permutation(1442)[:1200]
        told = names["fit"](kind, train.images[some], train.labels[some], seed)
        return (told(test.images) == test.labels).mean()

    recorded = on_record("digits of chapter 10", "test accuracy")
    network = np.mean([right("CNN", seed) for seed in range(5)])
    assert right("HOG", 0) == pytest.approx(recorded[0], abs=1e-4)
    assert round(network, 2) == 0.97
    assert network - recorded.mean() == pytest.approx(0.02, abs=0.005)
    assert round(on_record("words", "HOG", data="digits").mean(), 3) == 0.985


def test_on_photographs_the_gap_is_as_wide_as_the_chapter_says():
    def found(kind):
        return on_record("photographs", "test accuracy", features=kind).mean()

    kinds = ("thumbnail", "HOG", "HOG and colours", "network")

    assert [round(found(kind), 2) for kind in kinds] == [0.40, 0.45, 0.50, 0.90]
    assert "0.45 of it right" in TEXT
    assert "with its 0.40" in TEXT


def test_the_errors_of_imagenet_are_drawn_as_they_were_announced():
    """The result pages of the years, and for 2015 also the paper of ResNet's authors."""
    announced = {
        "2010 NEC-UIUC": 0.28191,
        "2011 XRCE": 0.25770,
        "ISI": 0.26172,
        "2012 SuperVision": 0.16422,
        "2012 the same, more data": 0.15315,
        "2013 Clarifai": 0.11743,
        "2013 the same, more data": 0.11197,
        "2014 GoogLeNet": 0.06656,
        "2015 MSRA, ResNet": 0.03567,
        "2016 Trimps-Soushen": 0.02991,
        "2017 WMW, SENet": 0.02251,
    }
    assert announced["2011 XRCE"] - announced["2012 SuperVision"] == pytest.approx(0.09, abs=0.005)
    written = dict(re.findall(r'"(20\d\d [^"]+)": ([\d.]+)', CODE))

    for team, error in announced.items():
        (value,) = (number for name, number in written.items() if team in name)
        assert float(value) == pytest.approx(100 * error, abs=0.0051), team
        assert value in " ".join(str(cell.options.get("alt", "")) for cell in CHAPTER), team


def test_the_pictures_are_those_whose_rights_are_stated():
    """No portrait but the astronaut's: of the faces the page draws their mean alone."""
    drawn = re.findall(r"figures\.\w+\(.*?(?=\n\n|\Z)", CODE, flags=re.S)

    assert not [call for call in drawn if "seen." in call or "windows[" in call]
    named = set(re.findall(r'photograph\("(\w+)"\)', CODE))
    assert named == {"camera", "astronaut", "cat"}
    assert all(f"`{name}`" in TEXT or name in TEXT for name in named)
    assert rgb2gray(datasets.photograph("astronaut")).shape == (512, 512)
