"""What lies beside a page or a chat because a program saved it there, and what it wrote into the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

# The folder beside a saved page, in the languages of the browsers that name it so.
BESIDE = re.compile(
    r"(?P<page>.+?)(?:[_-](?:files|Dateien|fichiers|archivos|file|bestanden|arquivos|ficheiros|filer|pliki"
    r"|soubory|fájlok|tiedostot|datoteke|fails|failid|súbory|elemei)|\.files|_файлы|_файли)",
    re.I,
)
PAGES = (".html", ".htm", ".xhtml")
# Telegram's folders of pictures and of its own page's parts; "files" may hold documents, and is read.
CHAT_FOLDERS = frozenset(
    ("photos", "video_files", "voice_messages", "round_video_messages", "stickers", "css", "js", "images",
     "profile_pictures", "stories")
)  # fmt: skip
CHATS = ("result.json", "messages.html")
CHAT_MEDIA = re.compile(
    r"(?:IMG|VID|AUD|PTT|STK)-\d{8}-WA\d{1,6}\.\w{2,5}|\d{1,8}-(?:PHOTO|VIDEO|AUDIO|STICKER|GIF)-[\d-]+\.\w{2,5}",
    re.I,
)
# Chrome and Internet Explorer, then SingleFile, which tells the day too.
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://\S{1,2000}?)\s*-->", re.I)
SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S{1,2000})", re.I)
HEAD = 4_000
# Folders within folders in an archive; a name can be made of thirty thousand.
DEEPEST = 40


def leave_out(name: str, has: Callable[[str], bool]) -> bool:
    """Whether a file is only there for the look of a page or chat, which ``has`` tells is beside it."""
    match = BESIDE.fullmatch(name)
    if match and any(has(match["page"] + suffix) for suffix in PAGES):
        return True
    return bool(CHAT_MEDIA.fullmatch(name)) or (name in CHAT_FOLDERS and any(map(has, CHATS)))


def leave_out_member(name: str, names: Set[str]) -> bool:
    """The same for a member of an archive that holds ``names``: whether it, or a folder above it, is so."""
    parts = name.split("/")[:DEEPEST]
    above = ["/".join([*parts[:depth], ""]) for depth in range(len(parts))]
    return any(
        leave_out(part, lambda other, prefix=prefix: prefix + other in names)  # type: ignore[misc]
        for part, prefix in zip(parts, above, strict=True)
    )


def saved_address(text: str) -> str | None:
    """The address from which a browser saved the page, where it wrote it there."""
    match = SAVED_FROM.search(text, 0, HEAD) or SINGLE_FILE.search(text, 0, HEAD)
    return match[1] if match else None
