"""Alternation: many phrases as one regular expression that shares their beginnings."""

import re
from collections.abc import Iterable
from typing import Any


def one_of(phrases: Iterable[str]) -> str:
    """Give an expression that matches the longest of the phrases, each ending where a word ends.

    >>> one_of(["lễ hội", "lễ"])
    '(?:lễ(?:\\\\ hội)?)(?!\\\\w)'
    """
    tree: dict[str, Any] = {}
    for phrase in phrases:
        node = tree
        for sign in phrase:
            node = node.setdefault(sign, {})
        node[""] = {}
    return rf"(?:{_branches(tree)})(?!\w)"


def _branches(tree: dict[str, Any]) -> str:
    return "|".join(re.escape(sign) + _rest(node) for sign, node in tree.items() if sign)


def _rest(node: dict[str, Any]) -> str:
    stem = ""
    while "" not in node and len(node) == 1:
        ((sign, node),) = node.items()
        stem += re.escape(sign)
    if set(node) == {""}:
        return stem
    return f"{stem}(?:{_branches(node)}){'?' if '' in node else ''}"
