"""What sayso makes of a case, to be read: as tables, as a page, as JSON."""

from sayso.show.export import to_json

__all__ = ["to_json"]
