// Calls each address, and says what came of it, what was logged, and how long it would have waited.
const results = [];
for (const address of process.argv.slice(2)) {
  const logged = [];
  const waited = [];
  console.error = (...parts) => logged.push(parts);
  const timer = globalThis.setTimeout;
  globalThis.setTimeout = (then, milliseconds, ...rest) => {
    // Node's own timers have names.
    if (String(then) === "function () { [native code] }") {
      waited.push(milliseconds);
      return timer(then, 0, ...rest);
    }
    return timer(then, milliseconds, ...rest);
  };
  let result;
  try {
    result = { answer: await call(address, { method: "POST", body: "{}" }) };
  } catch (error) {
    result = { thrown: error.message };
  }
  globalThis.setTimeout = timer;
  results.push({ ...result, logged, waited });
}
console.log(JSON.stringify(results));
