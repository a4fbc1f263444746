"""A mail as Python's own email package reads it.

read_mail.py FOLDER   prints one line of JSON for every .eml file of a folder, by name.
"""

import email
import email.policy
import hashlib
import json
import pathlib
import sys


def part_of(part):
    body = part.get_payload(decode=True) or b""
    return {
        "type": part.get_content_type(),
        "name": part.get_filename(),
        "plain_name": part.get_param("name"),
        "id": part["Content-ID"],
        "text": body.decode() if part.get_content_maintype() == "text" else None,
        "size": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def read_back(content):
    mail = email.message_from_bytes(content, policy=email.policy.default)
    parts = list(mail.walk())
    defects = [str(d) for p in parts for d in p.defects]
    defects += [str(d) for p in parts for h in p.values() for d in getattr(h, "defects", ())]
    return {
        "headers": [[name, str(value)] for name, value in mail.items()],
        "parts": [part_of(p) for p in parts if not p.is_multipart()],
        "defects": defects,
        "longest_line": max(len(line) for line in content.split(b"\r\n")),
        "is_ascii": content.isascii(),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


if __name__ == "__main__":
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
        print(json.dumps({"file": path.name, **read_back(path.read_bytes())}))
