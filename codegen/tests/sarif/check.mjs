// Holds the SARIF logs of all golden diagnostics against the JSON Schema of SARIF 2.1.0:
//
//     cargo test -p errbook --test diagnostic_formats        (writes the logs below target/tmp/sarif)
//     node check.mjs ../../../target/tmp/sarif
//
// `@microsoft/jest-sarif` carries the schema; nothing else of it is used.

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const here = dirname(fileURLToPath(import.meta.url));
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const schema = read(join(here, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
// The schema has shapes and patterns that a strict Ajv would not let pass.
const ajv = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node check.mjs FOLDER');
  process.exit(2);
}
const files = readdirSync(folder).filter((file) => file.endsWith('.sarif'));
const wrong = [];
let results = 0;
for (const file of files) {
  const log = read(join(folder, file));
  results += log.runs[0].results.length;
  if (!validate(log)) wrong.push(`${file}: ${ajv.errorsText(validate.errors)}`);
}
// The schema can say no.
const mutants = [{}, { version: '2.1.0', runs: [{}] }, { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{}] }] }];
for (const mutant of mutants.filter((mutant) => validate(mutant))) wrong.push(`accepts ${JSON.stringify(mutant)}`);

for (const line of wrong.slice(0, 20)) console.error(line);
console.log(`${files.length} logs, ${results} results: ${wrong.length} mistakes`);
process.exitCode = results > 0 && wrong.length === 0 ? 0 : 1;
