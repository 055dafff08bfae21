"""What went wrong at a target, in a sentence: backends of fsspec raise dozens of errors of their own."""

from __future__ import annotations

from collections.abc import Iterator

AGAIN = "publish again: only what is missing will be sent"

BY_NAME = {
    "NoCredentialsError": ("no credentials were found", "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    "PartialCredentialsError": ("a part of the credentials is missing", "set AWS_SECRET_ACCESS_KEY as well"),
    "ProfileNotFound": ("there is no such profile of credentials", "look at AWS_PROFILE"),
    "DefaultCredentialsError": ("no credentials were found", "run gcloud auth application-default login"),
    "HostKeyNotVerifiable": ("the key of the host is not known", "ssh to it once, look at the key and accept it"),
    "PermissionDenied": ("the host knows no key or password of yours", "look at your keys and the user's name"),
    "gaierror": ("there is no host of this name", "look at the address and the network"),
    "SFTPPermissionDenied": ("access is denied", "look at who may write to the folder"),
    "EndpointConnectionError": ("nothing answers there", AGAIN),
    "ConnectionRefusedError": ("nothing answers there", AGAIN),
    "PermissionError": ("access is denied", "look at the credentials, and at what they allow"),
    "FileNotFoundError": ("there is no such bucket or folder", "create it first"),
}
"""By the name of an error's class: what it means, and what to do about it."""


def explain(error: BaseException) -> tuple[str, str]:
    """What happened, and what to do about it; the first cause that has a name here says more than what came of it."""
    causes = list(_causes(error))
    for cause in reversed(causes):
        if type(cause).__name__ in BY_NAME:
            message, hint = BY_NAME[type(cause).__name__]
            return message, hint
    words = " ".join(str(error).split()) or type(error).__name__
    return f"the connection broke: {words}", AGAIN


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
