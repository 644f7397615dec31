"""Who made a release: an Ed25519 signature over what it fixes.

Signed are the writer, the time, the note, and of the payload the number, the heads and the digest.

Source: RFC 8032 (Ed25519).
Limits: the key says that editions come from one keyholder, not who that is. Print the key's
fingerprint where readers can compare it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from cenotaph.flags import flag
from cenotaph.ledger.chain import Ledger
from cenotaph.record import Decision, Flag

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def sign(key: Ed25519PrivateKey, writer: str, time: str, note: str, payload: Mapping[str, str]) -> dict[str, str]:
    """The two fields that make the payload of a release a signed one: `public_key` and `signature`, in base64."""
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    signature = key.sign(_statement(writer, time, note, payload))
    return {"public_key": public, "signature": base64.b64encode(signature).decode()}


def verify_release(ledger: Ledger) -> tuple[Flag, ...]:
    """F059 for every release that is not what was signed, in the order of the ledger.

    Named are: a signature that does not fit, a number that was released twice, a writer's key that
    is another one than in that writer's release before. That the lines a release fixes are all there
    is checked by `read_ledger` (F054, F055).
    """
    found = []
    numbers: dict[int, str] = {}
    keys: dict[str, str] = {}
    for decision in ledger.decisions:
        if decision.kind != "release":
            continue
        number, key = edition_number(decision), decision.payload.get("public_key", "")
        statement = _statement(decision.writer, decision.time, decision.public_reason, decision.payload)
        is_whole = is_signed(key, decision.payload.get("signature", ""), statement)
        says = [] if is_whole else ["its signature does not fit what it says"]
        if number in numbers:
            says.append(f"edition {number} was released by {numbers[number]} too")
        if keys.get(decision.writer, key) != key:
            says.append(f"{decision.writer} signed with another key before")
        numbers.setdefault(number, decision.id)
        keys[decision.writer] = key
        found += [flag("F059", decision=decision.id, says=line) for line in says]
    return tuple(found)


def edition_number(decision: Decision) -> int:
    """The edition that a release fixes; 0 when it names none."""
    number = decision.payload.get("number", "")
    return int(number) if number.isdecimal() else 0


def fingerprint(public_key: str) -> str:
    """A public key in a form that people can compare: eight groups of four hexadecimal digits."""
    shown = hashlib.sha256(public_key.encode()).hexdigest()[:32]
    return " ".join(shown[at : at + 4] for at in range(0, 32, 4))


def _statement(writer: str, time: str, note: str, payload: Mapping[str, str]) -> bytes:
    """The bytes that are signed."""
    return msgspec.json.encode(
        ["cenotaph release 1", writer, time, note, payload.get("number"), payload.get("heads"), payload.get("digest")]
    )


def is_signed(public_key: str, signature: str, statement: bytes) -> bool:
    """Whether a signature over `statement` is that of the holder of a key; both in base64."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(_bytes(signature), statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes(text: str) -> bytes:
    """What stands in base64, written in the one way we write it: its last letter has bits that decoding ignores.

    Raises:
        ValueError: it is no base64, or not so written.
    """
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError(text)
    return data
