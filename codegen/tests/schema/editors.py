"""Holds the schema of errors.toml against taplo and tombi, the tools behind the editors' TOML plugins:

    pip install -r requirements.txt
    python3 editors.py ../../../generated/schema/registry.schema.json

Every case of registries.txt becomes a file that names the schema in its first line, as users' registries do. That
each case is TOML, the Rust tests on the same file make sure: a syntax error would prove nothing here.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent

# How a tool is called, and which kinds of cases it accepts: taplo takes dates for strings and whole floats for
# integers, tombi takes infinity for a number that JSON has.
TOOLS = {
    "taplo": (["lint", "--no-auto-config"], {"good", "typed", "rule"}),
    "tombi": (["lint", "--offline", "--quiet"], {"good", "float", "rule"}),
}


class Case(NamedTuple):
    kind: str
    name: str
    toml: str
    file: str


def read_cases():
    parts = (HERE / "registries.txt").read_text(encoding="utf-8").split("\n== ")[1:]
    for index, part in enumerate(parts):
        title, _, toml = part.partition("\n")
        kind, _, name = title.partition(": ")
        yield Case(kind, name, toml, f"case{index:03}.toml")


def refused_files(tool, folder, files):
    """The files of which the tool shows a place."""
    # A virtual environment has its tools beside its Python.
    command = shutil.which(tool, path=Path(sys.executable).parent) or shutil.which(tool)
    if command is None:
        sys.exit(f"{tool} is not installed: pip install -r {HERE / 'requirements.txt'}")
    result = subprocess.run(
        [command, *TOOLS[tool][0], *files], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    said = re.sub(r"\x1b\[[0-9;]*m", "", result.stdout + result.stderr)
    return set(re.findall(r"case\d+\.toml(?=:\d)", said))


def disagreements(tool, folder, cases):
    refused = refused_files(tool, folder, [case.file for case in cases])
    for case in cases:
        accepted = case.file not in refused
        if accepted != (case.kind in TOOLS[tool][1]):
            yield f"{tool} {'accepts' if accepted else 'refuses'} {case.kind}: {case.name}"


def main(schema):
    cases = list(read_cases())
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(schema, Path(folder, "registry.schema.json"))
        for case in cases:
            text = f"#:schema ./registry.schema.json\n{case.toml}"
            Path(folder, case.file).write_text(text, encoding="utf-8")
        wrong = [line for tool in TOOLS for line in disagreements(tool, folder, cases)]
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(cases)} registries, taplo and tombi: {len(wrong)} disagreements")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 editors.py path/to/registry.schema.json")
    sys.exit(main(sys.argv[1]))
