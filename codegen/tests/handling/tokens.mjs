// Reads examples, a line of JSON for each, and answers with a line that says what the parser of TypeScript sees: the tree as
// a list of marks, of texts (what is in a string, or stands in the code), and of comments.
import { Script } from "node:vm";
import ts from "typescript";

const KINDS = { js: ts.ScriptKind.JS, ts: ts.ScriptKind.TS };
const COMMENT = ts.SyntaxKind.SingleLineCommentTrivia;
const BLANKS = [ts.SyntaxKind.WhitespaceTrivia, ts.SyntaxKind.NewLineTrivia];

function tokens({ language, text }) {
  const target = ts.ScriptTarget.ES2022;
  const file = ts.createSourceFile("example", text, target, true, KINDS[language]);
  for (const { messageText } of file.parseDiagnostics) throw new SyntaxError(ts.flattenDiagnosticMessageText(messageText, " "));
  // Node's own parser has more to say than that of TypeScript. It runs nothing here.
  if (language === "js") new Script(text);
  const orders = [file.commentDirectives ?? [], [...file.pragmas.keys()]];
  const found = [["mark", `orders to compilers: ${JSON.stringify(orders)}`]];
  visit(file, file, found);
  return found;
}

function visit(node, file, found) {
  found.push(["mark", ts.SyntaxKind[node.kind]]);
  const children = node.getChildren(file);
  if (children.length === 0 && node.kind !== ts.SyntaxKind.SyntaxList) {
    comments(file.text.slice(node.pos, node.getStart(file)), found);
    // What a string or a part of a template holds, or else the code.
    const isString = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    found.push(["text", isString ? node.text : node.getText(file)]);
  }
  for (const child of children) visit(child, file, found);
  found.push(["mark", "end"]);
}

// Comments one below the other are one: where they break depends on their text.
function comments(trivia, found) {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, false, ts.LanguageVariant.Standard, trivia);
  let kind;
  while ((kind = scanner.scan()) !== ts.SyntaxKind.EndOfFileToken) {
    if (BLANKS.includes(kind)) continue;
    const last = found.at(-1);
    const text = scanner.getTokenText();
    if (kind !== COMMENT) found.push(["mark", ts.SyntaxKind[kind]], ["text", text]);
    else if (last[0] === "comment") last[1] += text.slice(2);
    else found.push(["comment", text.slice(2)]);
  }
}

function answer(request) {
  try {
    return tokens(request);
  } catch (error) {
    return [["error", String(error)]];
  }
}

// `readline` would break lines at U+2028 too.
let rest = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  for (const line of lines) process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
