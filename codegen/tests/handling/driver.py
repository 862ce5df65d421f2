# Runs examples: each calls its addresses. Says what came of each call, what was logged, and how long it would have waited.
import importlib.util
import json
import sys
import types


def load(script):
    spec = importlib.util.spec_from_file_location("example", script)
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    return example


def run(example, address):
    logged, waited = [], []
    example.print = lambda *parts: logged.append(list(parts))
    example.time = types.SimpleNamespace(sleep=lambda seconds: waited.append(seconds * 1000))
    try:
        result = {"answer": example.call(address, data=b"{}")}
    except RuntimeError as error:
        result = {"thrown": str(error)}
    return {**result, "logged": logged, "waited": waited}


with open(sys.argv[1], encoding="utf-8") as jobs:
    jobs = json.load(jobs)
results = []
for job in jobs:
    example = load(job["script"])
    results.append([run(example, address) for address in job["addresses"]])
print(json.dumps(results))
