"""What several screens share: forms, lists, texts, and the state of a browser tab.

Read tab_state.py and callbacks.py first: every form uses both.
"""
