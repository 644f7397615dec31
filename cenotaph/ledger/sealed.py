"""Words that must be nowhere: what the ledger keeps of them instead.

A decision that seals keeps three things in its payload. `commitment` is HMAC-SHA256 of the words
under a random `salt`: it lets a replay know the words again after a re-reading and tells nothing
to one who does not have them. `sealed` is the words encrypted with ChaCha20-Poly1305 under a key
in `.keys/<key>.key`, outside the ledger and outside git. Delete that file and the words cannot be
opened by anyone again; the seal stays in force, by id and by commitment.

Source: RFC 2104 (HMAC), RFC 8439 (ChaCha20-Poly1305).
Limits: the salt stands beside the commitment, so one who guesses the words exactly can confirm the
guess; so does the id of the target, which is a digest too. Words short enough to be guessed (a
name) are therefore hidden from readers of the site, not from one who holds the ledger and a list
of names. The file in sources/ still holds the words: sealing hides what we say, not what we keep.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path

from cenotaph.errors import LedgerError, StorageError
from cenotaph.record import Decision


def seal(keys: Path, words: str) -> dict[str, str]:
    """The payload that stands for `words` in the ledger; a new key is written to `keys`.

    Args:
        keys: the folder of keys, made when it does not exist.
        words: what is sealed, in clear.

    Raises:
        StorageError: the key cannot be written.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    name, salt, nonce = secrets.token_hex(8), secrets.token_hex(16), secrets.token_bytes(12)
    key = ChaCha20Poly1305.generate_key()
    kept = commitment(salt, words)
    closed = nonce + ChaCha20Poly1305(key).encrypt(nonce, words.encode("utf-8", "surrogatepass"), kept.encode())
    try:
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(keys / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(key) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageError(f"{keys} cannot be written", str(error), "nothing was sealed") from error
    return {"salt": salt, "commitment": kept, "sealed": base64.b64encode(closed).decode(), "key": name}


def commitment(salt: str, words: str) -> str:
    """HMAC-SHA256 of `words` under `salt`; line breaks and composition of letters make no difference."""
    plain = " ".join(unicodedata.normalize("NFC", words).split())
    return hmac.new(salt.encode(), plain.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def stands_for(decision: Decision, words: str) -> bool:
    """Whether `decision` sealed exactly these words."""
    salt, kept = decision.payload.get("salt"), decision.payload.get("commitment")
    return bool(salt and kept) and hmac.compare_digest(commitment(salt or "", words), kept or "")


def open_sealed(keys: Path, decision: Decision) -> str | None:
    """The words that `decision` sealed; None when their key was destroyed.

    Raises:
        LedgerError: the decision seals no words, or key and words do not belong together.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if "sealed" not in decision.payload or "key" not in decision.payload:
        raise LedgerError(f"{decision.id} holds no sealed words")
    path = keys / f"{Path(decision.payload['key']).name}.key"
    try:
        key = base64.b64decode(path.read_bytes())
        closed = base64.b64decode(decision.payload["sealed"])
        words = ChaCha20Poly1305(key).decrypt(closed[:12], closed[12:], decision.payload["commitment"].encode())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(f"{path} cannot be read", str(error)) from error
    except (InvalidTag, ValueError, KeyError) as error:
        raise LedgerError(f"{decision.id} cannot be opened with {path}", "the key is another one or damaged") from error
    return words.decode("utf-8", "surrogatepass")
