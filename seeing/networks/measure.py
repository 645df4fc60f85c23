"""Print what the shipped networks get right: `python -m seeing.networks.measure`."""

from __future__ import annotations

from seeing.networks.architectures import count
from seeing.networks.recipes import RECIPES
from seeing.networks.trained import available, load, record
from seeing.networks.training import accuracy


def main() -> None:
    """Measure each network on the test set that can be had here, and print its record beside."""
    for name in available():
        network, test = load(name), RECIPES[name].data("test")
        print(
            f"{name}: {accuracy(network, test):.2%} of {len(test):,} test images "
            f"({test.source}) with {count(network):,} parameters; "
            f"recorded: {record(name)['accuracy']:.2%}"
        )


if __name__ == "__main__":
    main()
