#!/usr/bin/env python3
"""Audits an exported bundle without a line of Shifan: Python's standard library, and openssl for the signature.

    python3 audit.py BUNDLE POLICY [--kept CHECKPOINT]

BUNDLE is the folder that was handed over. POLICY says whose key signs the log, and CHECKPOINT is one that you kept from
earlier: have both from elsewhere, not from the bundle. Exits 0 where everything holds, 1 at the first thing that does not.

What is checked: the signature of the checkpoint; every leaf hashed, the tree built from them, and the root compared with the one
signed; every tile; that the log still begins with what was kept; that each event is canonical JSON, has its place in its
stream, names the leaf before it by its hash, and an id that follows from its command; that no record is older than the one
before it; that no decision rests on a law that was not on record; and that each row of the list has a leaf that grants it.
Whether each decision was right is not: that takes the regulation, and `shifan audit verify` decides them all again.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import subprocess
import tempfile
import uuid

TILE = 256


class Fault(Exception):
    """What is wrong with the bundle, and where."""


def check(holds, what):
    if not holds:
        raise Fault(what)


# --- C2SP signed-note and tlog-checkpoint: who signed how many leaves under which root.


def parse_checkpoint(note):
    text, separator, signatures = note.partition("\n\n")
    check(separator == "\n\n", "the checkpoint is no signed note")
    origin, size, root = text.split("\n")[:3]
    return {
        "text": text + "\n",
        "origin": origin,
        "size": int(size),
        "root": base64.b64decode(root, validate=True),
        "signatures": [line[2:].rsplit(" ", 1) for line in signatures.splitlines() if line.startswith("— ")],
    }


def log_keys(policy):
    """The keys of `log NAME+ID+KEY` lines; one of kind 1 is an Ed25519 key."""
    for line in policy.splitlines():
        if line.startswith("log "):
            name, key_id, key = line.split()[1].split("+", 2)
            key = base64.b64decode(key, validate=True)
            check(
                hashlib.sha256(f"{name}\n".encode() + key).hexdigest()[:8] == key_id,
                f"the policy's key of {name} does not have the id that it is given",
            )
            yield name, key_id, key


ED25519_DER = bytes.fromhex("302a300506032b6570032100")


def openssl_verifies(key, text, signature):
    with tempfile.TemporaryDirectory() as folder:
        files = {"key": ED25519_DER + key, "text": text.encode(), "signature": signature}
        for name, content in files.items():
            pathlib.Path(folder, name).write_bytes(content)
        command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile signature"
        return subprocess.run(command.split(), cwd=folder, capture_output=True).returncode == 0


def check_signature(checkpoint, policy):
    for name, key_id, key in log_keys(policy):
        for signer, line in checkpoint["signatures"]:
            signature = base64.b64decode(line, validate=True)
            if name == checkpoint["origin"] == signer and signature[:4].hex() == key_id and key[0] == 1:
                check(
                    openssl_verifies(key[1:], checkpoint["text"], signature[4:]),
                    f"the signature of {name} does not hold",
                )
                return name
    raise Fault("no Ed25519 key of the policy has signed the checkpoint")


# --- RFC 6962 hashing and C2SP tlog-tiles: the leaves, and the tree over them.


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(leaf):
    return sha256(b"\0" + leaf)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def root_of(hashes):
    """The root: builds perfect subtrees from the left, then joins them from the right."""
    if not hashes:
        return sha256(b"")
    subtrees = []
    for leaf in hashes:
        subtrees.append((1, leaf))
        while len(subtrees) > 1 and subtrees[-1][0] == subtrees[-2][0]:
            (size, right), (_, left) = subtrees.pop(), subtrees.pop()
            subtrees.append((2 * size, node_hash(left, right)))
    root = subtrees.pop()[1]
    while subtrees:
        root = node_hash(subtrees.pop()[1], root)
    return root


def tile_path(number, width):
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return path if width == TILE else f"{path}.p/{width}"


def widths(size):
    """The widths of the tiles for `size` hashes: all are full, except perhaps the last."""
    return [min(TILE, size - start) for start in range(0, size, TILE)]


def read_leaves(bundle, size):
    for number, width in enumerate(widths(size)):
        path = bundle / "tile/entries" / tile_path(number, width)
        data, at = path.read_bytes(), 0
        for _ in range(width):
            length = int.from_bytes(data[at : at + 2], "big")
            check(at + 2 + length <= len(data), f"{path} ends in the middle of an entry")
            yield data[at + 2 : at + 2 + length]
            at += 2 + length
        check(at == len(data), f"{path} has more than its entries")


def check_tiles(bundle, hashes):
    """Checks every level: its hashes are the roots of the full tiles one level below."""
    level = 0
    while hashes:
        for number, width in enumerate(widths(len(hashes))):
            path = bundle / "tile" / str(level) / tile_path(number, width)
            start = number * TILE
            check(path.read_bytes() == b"".join(hashes[start : start + width]), f"{path} has other hashes")
        full = range(0, len(hashes) - TILE + 1, TILE)
        hashes = [root_of(hashes[start : start + TILE]) for start in full]
        level += 1


# --- What the leaves say: events in streams, each naming the one before it.


def parse_event(index, leaf):
    event = json.loads(leaf)
    canonical = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    check(canonical.encode() == leaf, f"leaf {index} is not canonical JSON")
    return event


def check_events(leaves):
    streams, commands, newest = {}, {}, ""
    for index, leaf in enumerate(leaves):
        event = parse_event(index, leaf)
        place = f"leaf {index}, {event['stream']}@{event['revision']}"
        before = streams.get(event["stream"])
        revision = 0 if before is None else before["revision"] + 1
        check(event["revision"] == revision, f"{place}: the revision should be {revision}")
        check(event["previous"] == (before and before["hash"]), f"{place}: it does not follow the leaf before it")
        nth = commands.setdefault(event["commandId"], 0)
        commands[event["commandId"]] += 1
        expected = str(uuid.uuid5(uuid.UUID(event["commandId"]), str(nth)))
        check(event["id"] == expected, f"{place}: the id does not follow from the command")
        check(event["recordedAt"] >= newest, f"{place}: it was recorded before {newest}")
        newest = event["recordedAt"]
        for law in event["basis"]:
            known = streams.get(law["stream"])
            check(
                known is not None and law["revision"] <= known["revision"],
                f"{place}: it rests on {law['stream']}@{law['revision']}, which is not on record yet",
            )
        streams[event["stream"]] = {"revision": revision, "hash": hashlib.sha256(leaf).hexdigest()}
    return streams


GRANTS = {"Certified", "TitleImported", "TitleInherited"}


def check_roster(bundle, leaves):
    roster = json.loads((bundle / "roster.json").read_bytes())
    check(roster["size"] == len(leaves), "the list was not made from all leaves")
    for entry in roster["rows"]:
        code = entry["row"]["uscc"]
        event = json.loads(leaves[entry["index"]])
        check(
            event["type"] in GRANTS and event["stream"].endswith(f"-{code}"),
            f"leaf {entry['index']} grants no title to {code}",
        )
    return len(roster["rows"])


def audit(bundle, policy, kept):
    checkpoint = parse_checkpoint((bundle / "checkpoint").read_text(encoding="utf-8"))
    print(f"signed    by {check_signature(checkpoint, policy)}, {checkpoint['size']} leaves")
    leaves = list(read_leaves(bundle, checkpoint["size"]))
    hashes = [leaf_hash(leaf) for leaf in leaves]
    check(root_of(hashes) == checkpoint["root"], "the leaves are not those that were signed: another root")
    print(f"tree      root {checkpoint['root'].hex()}")
    check_tiles(bundle, hashes)
    if kept is not None:
        earlier = parse_checkpoint(kept)
        check(earlier["origin"] == checkpoint["origin"], "the checkpoint that was kept is of another log")
        check(earlier["size"] <= len(leaves), "the log is shorter than the checkpoint that was kept")
        check(root_of(hashes[: earlier["size"]]) == earlier["root"], "the log does not go on from what was kept: a fork")
        print(f"kept      the first {earlier['size']} leaves are those of the checkpoint that was kept")
    streams = check_events(leaves)
    print(f"chains    {len(streams)} streams, each event names the one before it")
    print(f"list      {check_roster(bundle, leaves)} rows, each with a leaf that grants it")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=pathlib.Path)
    parser.add_argument("policy", type=pathlib.Path)
    parser.add_argument("--kept", type=pathlib.Path)
    options = parser.parse_args()
    try:
        kept = options.kept and options.kept.read_text(encoding="utf-8")
        audit(options.bundle, options.policy.read_text(encoding="utf-8"), kept)
    except (Fault, OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        raise SystemExit(f"DOES NOT HOLD: {fault}") from None
    print("HOLDS")


if __name__ == "__main__":
    main()
