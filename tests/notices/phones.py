"""A telephone that texts go to, with a gateway on it."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


class Phone:
    """A telephone with a gateway on it: what it was asked, and how it answers."""

    def __init__(self):
        self.asked, self.answers = [], [200]
        phone = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                phone.asked.append((self.path, body, dict(self.headers)))
                answer = phone.answers.pop(0) if len(phone.answers) > 1 else phone.answers[0]
                if answer is None:
                    return
                self.send_response(answer)
                self.send_header("Location", "/elsewhere/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_GET

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def got(self):
        """The messages, as number and words."""
        found = []
        for path, _body, _headers in self.asked:
            asked = parse_qs(urlsplit(path).query)
            found.append((asked["to"][0], asked["text"][0]))
        return found
