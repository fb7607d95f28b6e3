"""A real SMTP server (aiosmtpd) for the tests. usage: server.py FOLDER. Says its port, then keeps each message as a file."""
import pathlib
import socket
import sys
import threading

from aiosmtpd.controller import Controller

folder = pathlib.Path(sys.argv[1])


class Keep:
    def __init__(self):
        self.kept = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@never.example"):
            return "550 5.1.1 nobody has this address"
        if address.endswith("@later.example"):
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.kept += 1
        (folder / f"{self.kept}.eml").write_bytes(envelope.content)
        return "250 kept"


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
Controller(Keep(), hostname="127.0.0.1", port=port, server_hostname="test", ready_timeout=60).start()
print(port, flush=True)
threading.Event().wait()
