"""The page on loopback: every view of a case, adding to it, and correcting what the machine made of it."""

from sayso.web.app import make_app
from sayso.web.serving import serve

__all__ = ["make_app", "serve"]
