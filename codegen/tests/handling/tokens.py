"""Reads examples, a line of JSON for each, and answers with a line that says what Python's parser sees: the tree as a list of
marks and texts, and then the comments, each behind the number of tokens before it."""

import ast
import io
import json
import sys
import tokenize
import warnings


def tokens(text):
    found = []
    # With them, a comment that names a type is code.
    visit(ast.parse(text, type_comments=True), found)
    comments(text, found)
    return found


def visit(value, found):
    if isinstance(value, ast.AST):
        found.append(["mark", type(value).__name__])
        for name, inner in ast.iter_fields(value):
            found.append(["mark", name])
            visit(inner, found)
        found.append(["mark", "end"])
    elif isinstance(value, list):
        found.append(["mark", f"list of {len(value)}"])
        for inner in value:
            visit(inner, found)
    elif isinstance(value, str):
        found.append(["text", value])
    else:
        found.append(["mark", repr(value)])


def comments(text, found):
    """Comments one below the other are one: where they break depends on their text."""
    before = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and found[-1][0] == "comment":
            found[-1][1] += token.string[1:]
        elif token.type == tokenize.COMMENT:
            found += [["mark", f"comment behind {before}"], ["comment", token.string[1:]]]
        elif token.type != tokenize.NL:
            before += 1
            if found[-1][0] == "comment":
                found.append(["mark", "code"])


def answer(request):
    try:
        return tokens(request["text"])
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        return [["error", repr(error)]]


# What is only warned of today, such as an escape that means nothing, is a mistake.
warnings.simplefilter("error")
for line in sys.stdin.buffer:
    print(json.dumps(answer(json.loads(line))), flush=True)
