"""A mail server on this machine, under TLS as Wayfellow asks for, that refuses what it is told to refuse."""

import ssl
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from ipaddress import ip_address
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SAYS = {b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class Conversation(StreamRequestHandler):
    """One conversation over SMTP, which is all a letter needs."""

    def handle(self):
        self._say(b"220 ready")
        for line in self.rfile:
            word = line[:4].upper()
            self._say(SAYS.get(word, b"250 so be it"))
            if word == b"DATA":
                self._say(b"250 taken" if self.server.takes(b"".join(iter(self.rfile.readline, b".\r\n"))) else LATER)
            elif word == b"QUIT":
                return

    def _say(self, words):
        self.wfile.write(words + b"\r\n")


LATER = b"451 not now"


class Post(ThreadingTCPServer):
    """Takes letters, after it has refused some; counts both by the letter's own mark."""

    daemon_threads = True

    def __init__(self, certificate, refusals):
        super().__init__(("127.0.0.1", 0), Conversation)
        self._left, self.refused, self.taken = refusals, Counter(), Counter()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def address(self):
        return f"smtps://127.0.0.1:{self.server_address[1]}"

    def takes(self, letter):
        mark = message_from_bytes(letter)["Message-ID"]
        is_refused, self._left = self._left > 0, self._left - 1
        (self.refused if is_refused else self.taken)[mark] += 1
        return not is_refused


@contextmanager
def post_office(folder, *, refusals):
    """Give a mail server and the file of its certificate."""
    certificate = folder / "post.pem"
    _write_certificate(certificate)
    with Post(certificate, refusals) as post:
        Thread(target=post.serve_forever, daemon=True).start()
        yield post, certificate
        post.shutdown()


def _write_certificate(file):
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
