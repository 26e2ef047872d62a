"""What candidates see: applying, the interview, and their own data afterwards.

live_room.py is the interview itself; browser/ holds what runs in the browser.
"""
