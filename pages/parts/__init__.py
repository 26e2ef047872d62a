"""The parts of the screens, a folder for each screen; here, what several screens show.

Start at the page itself, pages/interview.py say: it shows which parts it is made of.
"""
