#!/usr/bin/env python3
"""interface.py COMMAND: every route of doc/openapi.yaml is asked, every answer is held against its schema."""
import json
import pathlib
import sys

import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from demonstration import TOKEN, Demonstration, until

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OWNER = {"Authorization": f"Bearer {TOKEN}"}
problems = []


def main(command):
    document = yaml.safe_load((ROOT / "doc/openapi.yaml").read_text())
    validate(document)
    with Demonstration(command) as demonstration:
        until(lambda: json.loads(demonstration.ask("api/v1/plan")[2])["hours"], "the plan has hours")
        until(lambda: json.loads(demonstration.ask("api/v1/history")[2])["rows"], "the history has rows")
        asked = {name for name in cases(demonstration, document)}
    routes = {f"{method} {path}" for path, item in document["paths"].items() for method in item}
    check(asked == routes, f"routes that no case asks: {sorted(routes - asked)}")
    print(f"interface: {len(routes)} routes against doc/openapi.yaml, {len(problems)} problems")
    for problem in problems:
        print(" ", problem)
    return 1 if problems else 0


def check(holds, what):
    if not holds:
        problems.append(what)


def cases(demonstration, document):
    def ask(method, path, route=None, status=200, body=None, **headers):
        route = route or path.split("?")[0]
        code, answered, content = demonstration.ask(path[1:], method.upper(), body, **headers)
        check(code == status, f"{method} {path}: {code} and not {status}: {content[:200]!r}")
        hold(document, document["paths"][route][method], f"{method} {path}", code, answered, content)
        return answered, content

    for path in ["/", "/page.css", "/page.js", "/icon.svg", "/manifest.webmanifest", "/healthz", "/api/v1/status",
                 "/api/v1/boards", "/api/v1/plan", "/api/v1/override"]:
        ask("get", path)
        yield f"get {path}"
    for query in ["", "?level=minute", "?since=2016-01-01&until=2016-01-02&level=quarter"]:
        ask("get", "/api/v1/history" + query)
    tag = ask("get", "/api/v1/history?since=2016-01-01&until=2016-01-02")[0].get("etag", "")
    ask("get", "/api/v1/history?since=2016-01-01&until=2016-01-02", status=304, If_None_Match=tag)
    ask("get", "/api/v1/history?level=yesterday", status=422)
    ask("get", "/api/v1/history?since=1970-01-01&level=fine", status=422)
    yield "get /api/v1/history"
    for form in ["json", "csv", "html", "svg", "text"]:
        ask("get", f"/api/v1/report?period=week&format={form}")
    ask("get", "/api/v1/report?period=decade", status=422)
    yield "get /api/v1/report"
    for query in ["?period=day&width=380", "?period=month&ago=1"]:
        ask("get", "/api/v1/chart" + query)
    yield "get /api/v1/chart"
    order = {"order": "boards", "count": 1, "for_s": 600}
    ask("post", "/api/v1/override", status=401, body=order)
    ask("post", "/api/v1/override", status=400, body={**order, "dryrun": True}, **OWNER)
    ask("post", "/api/v1/override", status=422, body={"order": "boost", "until_cleared": True}, **OWNER)
    ask("post", "/api/v1/override", status=415, body=b"{}", **OWNER)
    ask("post", "/api/v1/override", status=413, body=b" " * 9000, **OWNER)
    ask("post", "/api/v1/override", status=403, body=order, Origin="http://elsewhere.example", **OWNER)
    until(lambda: demonstration.ask("api/v1/override", "POST", {**order, "dry_run": True}, **OWNER)[0] == 200, "a dry run")
    _, listed = ask("get", "/api/v1/override")
    check(not json.loads(listed)["overrides"], "a dry run gave an order")
    ask("post", "/api/v1/override", body={"order": "pause", "until_cleared": True}, **OWNER)
    _, listed = ask("get", "/api/v1/override")
    number = json.loads(listed)["overrides"][0]["id"]
    yield "post /api/v1/override"
    ask("delete", f"/api/v1/override/{number}", "/api/v1/override/{id}", **OWNER)
    ask("delete", f"/api/v1/override/{number}", "/api/v1/override/{id}", status=404, **OWNER)
    yield "delete /api/v1/override/{id}"
    ask("delete", "/api/v1/override", **OWNER)
    yield "delete /api/v1/override"
    ask("post", "/api/v1/console", status=401, body={"keys": "p"})
    opened = json.loads(ask("post", "/api/v1/console", body={"keys": "p"}, **OWNER)[1])
    check("Battery" in opened["text"] or "battery" in opened["text"], f"the console says of the power: {opened['text'][:200]}")
    ask("post", "/api/v1/console", body={"session": opened["session"], "tick": True}, **OWNER)
    ask("post", "/api/v1/console", status=413, body={"keys": "9" * 600}, **OWNER)
    left = json.loads(ask("post", "/api/v1/console", body={"session": opened["session"], "keys": "x"}, **OWNER)[1])
    check(left["over"], "x does not leave the console")
    ask("post", "/api/v1/console", status=404, body={"session": opened["session"], "keys": "p"}, **OWNER)
    yield "post /api/v1/console"
    stream(demonstration, document)
    yield "get /api/v1/events"
    code, answered, content = demonstration.ask("api/v1/status", Host="elsewhere.example")
    check(code == 421, f"a foreign name is answered with {code}")


def hold(document, operation, name, code, headers, content):
    """Holds an answer against what the document says of it."""
    answers = operation["responses"]
    said = answers.get(str(code), answers.get("default"))
    if "$ref" in said:
        said = document["components"]["responses"][said["$ref"].split("/")[-1]]
    for header, words in {"x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'"}.items():
        check(words in headers.get(header, ""), f"{name}: no header {header}")
    if "content" not in said:
        return check(not content, f"{name}: a body with {code}")
    kind = headers.get("content-type", "").split(";")[0]
    if kind not in said["content"]:
        return check(False, f"{name}: {kind} is not in the document")
    if "json" in kind:
        schema = {**said["content"][kind]["schema"], "components": document["components"]}
        for error in Draft202012Validator(schema).iter_errors(json.loads(content)):
            check(False, f"{name}: {'.'.join(map(str, error.absolute_path))}: {error.message[:160]}")


def stream(demonstration, document):
    """The first event is the whole status; patches follow and are small."""
    import time
    import urllib.request
    with urllib.request.urlopen(demonstration.address + "api/v1/events", timeout=30) as answer:
        check(answer.headers["content-type"] == "text/event-stream", "events are no event stream")
        kind, seen, size, begin = None, [], 0, None
        while seen.count("patch") < 5:
            line = answer.readline().decode()
            if begin:
                size += len(line)
            if line.startswith("event: "):
                kind = line[7:].strip()
            elif line.startswith("data: "):
                seen.append(kind)
                if kind == "status":
                    schema = {**document["components"]["schemas"]["Status"], "components": document["components"]}
                    for error in Draft202012Validator(schema).iter_errors(json.loads(line[6:])):
                        check(False, f"event status: {error.message[:160]}")
                elif begin is None and kind == "patch":
                    begin = time.monotonic()
        rate = size / max(1e-3, time.monotonic() - begin)
        check(seen[0] == "status", f"the first event is {seen[0]}")
        check(rate < 2000, f"events take {rate:.0f} bytes a second")
        print(f"interface: a stream takes {rate:.0f} bytes a second (at thirty times the sun's speed)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
