"""Runs the Python of each example on the sample response of its code. What it waits is noted, not waited.

    python3 examples.py CASES.json
"""

import json
import sys
import types


class Headers(dict):
    """As of requests: names in any case."""

    def __init__(self, pairs):
        super().__init__((name.lower(), value) for name, value in pairs)

    def get(self, name, default=None):
        return super().get(name.lower(), default)


def run(case, body):
    """What the example waits, and the message with which it ends; none where it does neither."""
    waited = []
    response = types.SimpleNamespace(json=lambda: body, headers=Headers(case["headers"]))
    names = {
        "response": response,
        "attempt": 3,
        "time": types.SimpleNamespace(sleep=waited.append),
        "print": lambda *values: None,
    }
    try:
        exec(compile(case["python"], case["code"], "exec"), names)
    except RuntimeError as error:
        return waited, str(error)
    return waited, None


for case in json.load(open(sys.argv[1], encoding="utf-8")):
    waited, message = run(case, case["body"])
    if case["waits"] is None:
        assert (waited, message) == ([], case["message"]), (case["code"], waited, message)
    else:
        assert (waited, message) == ([case["waits"]], None), (case["code"], waited, message)
    other = json.dumps(case["body"]).replace(json.dumps(case["code"]), '"another"')
    assert run(case, json.loads(other)) == ([], None), case["code"]
