"""Search: names, titles and quoted words, in every script, with the reason of each hit."""
