"""What sayso makes of a case, to be read: as rows, as tables, as a page, as JSON."""

from sayso.show.account import build_account
from sayso.show.changes import list_changes
from sayso.show.export import to_json
from sayso.show.items import UnknownItem, open_item
from sayso.show.sheets import to_csv

__all__ = ["UnknownItem", "build_account", "list_changes", "open_item", "to_csv", "to_json"]
