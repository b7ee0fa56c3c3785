"""Fines under the GDPR, in two collections of two publishers that number their records independently."""
