"""Compiles a document into one statement that returns its answer as JSON.

A field is declared once, by its resolver. The executor runs it on rows; the compiler runs it on rows of symbols and
writes what comes back as SQL. What no symbol can stand for is left to the executor.
"""
