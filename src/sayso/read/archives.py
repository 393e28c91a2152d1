"""Zip archives: their members as streams, under caps that no header can talk its way around."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from typing import IO

from sayso.model import Problem
from sayso.read.pages import BUFFER, Budget, Limits, refuse

# What zipfile is known to raise on broken, encrypted or foreign input.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class _Metered(RawIOBase):
    """A member's bytes, counted against the budget as they are read."""

    def __init__(self, member: IO[bytes], budget: Budget) -> None:
        self._member, self._budget = member, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        chunk = self._member.read(len(buffer))
        self._budget.spend(len(chunk))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def open_members(
    name: str, stream: BufferedReader, budget: Budget
) -> Iterator[tuple[str, BufferedReader] | Problem]:
    """The files within a zip archive in the order of their names; each stream is good until the next."""
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        yield refuse(name, f"broken zip archive: {error}")
        return
    with archive:
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            if not member.filename or member.is_dir() or _hidden(member.filename):
                continue
            if budget.members_left <= 0:
                yield refuse(name, f"more than {budget.limits.members:,} members, the rest was not read")
                return
            budget.members_left -= 1
            yield from _open_member(f"{name}/{member.filename}", archive, member, budget)
            if budget.bytes_left < 0:
                return


def _open_member(
    name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget
) -> Iterator[tuple[str, BufferedReader] | Problem]:
    reason = _refusal(member, budget.limits)
    if reason:
        yield refuse(name, reason)
        return
    try:
        with archive.open(member) as packed:
            yield name, BufferedReader(_Metered(packed, budget), BUFFER)
    except BROKEN as error:
        yield refuse(name, f"broken zip member: {error}")


def _refusal(member: zipfile.ZipInfo, limits: Limits) -> str | None:
    """Why a member is not even opened, if so."""
    # The name as the archive spells it: zipfile shows it with other separators.
    parts = member.orig_filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        return "its name leads out of the archive"
    if member.flag_bits & 1:
        return "encrypted"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link, not a file"
    if (
        member.file_size > limits.ratio * max(member.compress_size, 1)
        and member.file_size > limits.ratio * 1000
    ):
        return f"unpacks to {member.file_size // max(member.compress_size, 1):,} times its size: a zip bomb?"
    return None


def _hidden(filename: str) -> bool:
    parts = filename.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part not in (".", "..") for part in parts)
