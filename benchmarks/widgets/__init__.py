"""How soon a widget's picture follows the hand, beside `ipywidgets.interact` with matplotlib."""
