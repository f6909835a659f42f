"""How two records of one person become one. The days it happens on are passed in."""

from wayfellow.merging.actions.merging import answer_merge, ask_merge, let_go_of_ways_back, undo_merge

__all__ = ["answer_merge", "ask_merge", "let_go_of_ways_back", "undo_merge"]
