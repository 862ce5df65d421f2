// Runs the TypeScript of each example on the sample response of its code. What it waits is noted, not waited.
//
//     node examples.mjs CASES.json

import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'

const AsyncFunction = (async () => {}).constructor
const cases = JSON.parse(await readFile(process.argv[2], 'utf8'))
for (const {code, typescript, headers, body, waits, message} of cases) {
  // The examples have no types, so that they are JavaScript too.
  const example = new AsyncFunction('response', 'attempt', 'setTimeout', 'console', typescript)
  let waited = null
  const wait = (resolve, time) => {
    waited = time / 1000
    resolve()
  }
  const printed = []
  const response = {json: async () => body, headers: new Headers(headers)}
  const run = example(response, 3, wait, {log: (...values) => printed.push(...values)})
  if (waits === null) await assert.rejects(run, {message}, code)
  else await run
  assert.equal(waited, waits, code)
  const other = JSON.parse(JSON.stringify(body).replaceAll(JSON.stringify(code), '"another"'))
  waited = null
  await example({json: async () => other, headers: new Headers(headers)}, 3, wait, {log: assert.fail})
  assert.equal(waited, null, `${code} is not what another code is`)
}
