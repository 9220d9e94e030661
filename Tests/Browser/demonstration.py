"""A running demonstration with its page."""
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

TOKEN = "demonstration"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Demonstration:
    def __init__(self, command, *more):
        self.arguments = [command, "demo", "--speed", "30", "--start-full", "--duration", "30 min", "--plain", *more]
        self.port = free_port()
        self.state = pathlib.Path(tempfile.mkdtemp(prefix="akkurat-page-"))
        self.process = None

    @property
    def address(self):
        return f"http://localhost:{self.port}/"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.state, ignore_errors=True)

    def start(self):
        self.process = subprocess.Popen(
            [*self.arguments, "--web", str(self.port), "--state", str(self.state)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: self.ask("healthz")[0] == 200, "the demonstration answers")

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def ask(self, path, method="GET", body=None, **headers):
        """Status, headers in lower case, body; status 0 when nobody answers."""
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        request = urllib.request.Request(self.address + path, data=data, method=method)
        if isinstance(body, dict):
            request.add_header("Content-Type", "application/json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, lower(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, lower(answer.headers), answer.read()
        except OSError:
            return 0, {}, b""


def lower(headers):
    return {name.lower(): value for name, value in headers.items()}


def until(condition, what, patience=60):
    """Waits for a condition; a slow machine gets its time."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            found = condition()
        except Exception as error:  # noqa: BLE001: looked at again in a moment
            found, what_else = None, error
        else:
            what_else = None
        if found:
            return found
        time.sleep(0.1)
    raise SystemExit(f"failed: {what} (not within {patience} s){f': {what_else}' if what_else else ''}")
