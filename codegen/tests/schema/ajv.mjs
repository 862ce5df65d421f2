// Holds ajv against the verdicts of the Rust tests on response bodies:
//
//     cargo test -p errbook --test schema_body        (writes the cases below target/tmp/schema)
//     node ajv.mjs ../../../target/tmp/schema
//
// ajv is as strict as it can be: unknown keywords, formats and types that do not belong together are errors.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

function validator(schema, options) {
  const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, ...options });
  addFormats(ajv);
  if (!ajv.validateSchema(schema)) throw new Error(ajv.errorsText(ajv.errors));
  return ajv.compile(schema);
}

function disagreements(file, { schema, valid, invalid }) {
  const validate = validator(schema);
  return [
    ...valid.filter((body) => !validate(body)).map((body) => `${file}: refuses ${JSON.stringify(body)}`),
    ...invalid.filter((body) => validate(body)).map((body) => `${file}: accepts ${JSON.stringify(body)}`),
  ];
}

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node ajv.mjs FOLDER');
  process.exit(2);
}
const schemaOfRegistries = 'registry.schema.json';
// A field of a registry is a string or a table, in one schema; and one key or another is required.
validator(read(join(folder, schemaOfRegistries)), { allowUnionTypes: true, strictRequired: false });

let bodies = 0;
const wrong = [];
for (const file of readdirSync(folder).filter((file) => file !== schemaOfRegistries)) {
  const one = read(join(folder, file));
  bodies += one.valid.length + one.invalid.length;
  wrong.push(...disagreements(file, one));
}
for (const line of wrong.slice(0, 20)) console.error(line);
console.log(`${bodies} bodies, ajv: ${wrong.length} disagreements`);
process.exitCode = bodies > 0 && wrong.length === 0 ? 0 : 1;
