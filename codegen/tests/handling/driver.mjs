// Runs examples: each calls its addresses. Says what came of each call, what was logged, and how long it would have waited.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

async function run(call, address) {
  const logged = [];
  const waited = [];
  console.error = (...parts) => logged.push(parts);
  const timer = globalThis.setTimeout;
  globalThis.setTimeout = (then, milliseconds, ...rest) => {
    // An example waits for the `resolve` of a promise. Node's own timers are left alone.
    const isOurs = String(then) === "function () { [native code] }";
    if (isOurs) waited.push(milliseconds);
    return timer(then, isOurs ? 0 : milliseconds, ...rest);
  };
  try {
    const answer = await call(address, { method: "POST", body: "{}" });
    return { answer, logged, waited };
  } catch (error) {
    return { thrown: error.message, logged, waited };
  } finally {
    globalThis.setTimeout = timer;
  }
}

const results = [];
for (const { script, addresses } of JSON.parse(readFileSync(process.argv[2]))) {
  const { call } = await import(pathToFileURL(script));
  const found = [];
  for (const address of addresses) found.push(await run(call, address));
  results.push(found);
}
console.log(JSON.stringify(results));
