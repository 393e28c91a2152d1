"""The case on disk: one SQLite file. Knows records, and no stage that makes them."""

from sayso.store.errors import CaseError
from sayso.store.sqlite import Store, open_store

__all__ = ["CaseError", "Store", "open_store"]
