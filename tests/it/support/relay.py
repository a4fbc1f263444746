"""A real mail relay for the tests: aiosmtpd, reading every mail back with Python's own email package.

relay.py FOLDER MODE   MODE: tls, starttls, plain. Writes FOLDER/ca.pem, prints its port, and for every mail that it
takes one line of JSON; ends when its standard input does. What is before the @ of a reader decides: gone, full,
busy (the first time), unwanted, hangup (the first time).
"""

import asyncio
import json
import sys

import trustme
from aiosmtpd.smtp import SMTP, AuthResult
from read_mail import read_back

USER, PASSWORD = b"huiyin", b"a-secret-of-the-tests"
ANSWERS = {
    "gone": "550 5.1.1 no such user here",
    "full": "552 5.2.2 the mailbox is full",
    "denied": "554 5.7.1 relay access denied",
}


class Handler:
    def __init__(self):
        self.seen = set()

    def first_time(self, name):
        is_first = name not in self.seen
        self.seen.add(name)
        return is_first

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name in ANSWERS:
            return ANSWERS[name]
        if name.startswith("busy") and self.first_time(name):
            return "450 4.2.0 greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name.startswith("hangup") and self.first_time(name):
            server.transport.abort()
            return "421 gone"
        if name == "unwanted":
            return "554 5.7.1 not wanted"
        told = read_back(envelope.content)
        told["from"], told["to"] = envelope.mail_from, envelope.rcpt_tos
        told["peer"], told["is_secure"] = session.peer[1], session.ssl is not None
        print(json.dumps(told), flush=True)
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    is_right = (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=is_right, handled=is_right)


async def main(folder, mode):
    ca = trustme.CA()
    ca.cert_pem.write_to_path(f"{folder}/ca.pem")
    context = None
    if mode != "plain":
        import ssl

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ca.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    handler = Handler()

    def protocol():
        is_open = mode == "plain"
        return SMTP(
            handler,
            hostname="relay.test",
            tls_context=context if mode == "starttls" else None,
            require_starttls=mode == "starttls",
            authenticator=None if is_open else authenticate,
            auth_required=not is_open,
            auth_require_tls=mode == "starttls",
        )

    loop = asyncio.get_running_loop()
    inside = context if mode == "tls" else None
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=inside)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main(sys.argv[1], sys.argv[2]))
