"""Serves the site from memory on 127.0.0.1, HTTP/1.1 with keep-alive, and prints its port."""

import pathlib
import socket
import socketserver
import sys

TYPES = {".html": "text/html; charset=utf-8", ".txt": "text/plain"}


def load(folder):
    answers = {}
    for file in folder.rglob("*"):
        if file.is_file():
            body = file.read_bytes()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {TYPES.get(file.suffix, 'text/css')}\r\nContent-Length: {len(body)}\r\n\r\n"
            answers["/" + file.relative_to(folder).as_posix()] = head.encode() + body
    return answers


class Site(socketserver.StreamRequestHandler):
    answers = {}

    def handle(self):
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        while True:
            request = self.rfile.readline()
            close = False
            while True:
                line = self.rfile.readline().lower()
                if line in (b"\r\n", b""):
                    break
                close |= line.startswith(b"connection:") and b"close" in line
            if not request:
                return
            path = request.split(b" ")[1].decode().partition("?")[0]
            missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            self.wfile.write(self.answers.get(path, missing))
            if close:
                return


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 256
    allow_reuse_address = True


if __name__ == "__main__":
    Site.answers = load(pathlib.Path(sys.argv[1]))
    with Server(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Site) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()
