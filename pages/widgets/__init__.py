"""What several screens share: fields, lists, texts, and a tab's memory."""
