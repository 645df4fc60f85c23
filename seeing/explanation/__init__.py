"""Why an answer is wrong: a known mistake where it explains it, and facts where none does.

`relations` compares one wrong result with the right one, `places` where it is wrong with what is
due or given there, `conditions` the inputs of wrong cases with those of right ones; `facts` says
what holds in all cases. None of them knows an exercise, so every exercise gets them, an
instructor's own too. Each sentence is true of the cases that it is said of, is said only where
chance would seldom have made it so, and may be said of hidden cases as well.
"""

from seeing.explanation.explain import Explanation, explain
from seeing.explanation.facts import Facts

__all__ = ["Explanation", "Facts", "explain"]
