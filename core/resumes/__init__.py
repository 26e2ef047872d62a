"""Uploaded resumes: the text inside, and text in them that is not visible.

Read reading.py first. A child process (parser_process.py) parses PDF (pdf*.py) and DOCX (docx*.py).
"""
