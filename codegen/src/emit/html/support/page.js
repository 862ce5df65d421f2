
// The page is whole without this. Here is what needs more than HTML: search, filters, keys, copying. It reads the page and
// writes text into it, and nothing that is text becomes anything else.

const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const bar = one(".bar");
const query = one(".query", bar);
const count = one(".count", bar);
const category = one(".category", bar);
const retryable = one(".retryable", bar);
const statusClasses = all(".status-class button", bar);
const empty = one(".empty");
const groups = all(".group");
const cards = all(".card");
const others = all("main > section:not(.group)");

const SOUGHT = "summary, .facts b, .title, .meaning, .do, .note, .names, table";
const entries = all(".code").map((element) => {
  const isCode = element.localName === "details";
  const found = isCode ? all(SOUGHT, element) : [element];
  return {
    element,
    isCode,
    group: element.closest(".group"),
    card: element.closest(".card"),
    summary: isCode ? element.firstElementChild : element,
    name: one("h3, code", element).textContent,
    text: found.map((part) => part.textContent).join("\n").toLowerCase(),
    statusClass: ["client", "server"].find((name) => element.classList.contains(name)),
    isRetryable: element.classList.contains("again"),
    isShown: true,
    isReady: false,
  };
});
const entryOf = new Map(entries.map((entry) => [entry.element, entry]));
const total = entries.filter((entry) => entry.isCode).length;

/** What is remembered from page to page, where the browser remembers anything. */
const memory = {
  get(key) {
    try {
      return localStorage.getItem(`errbook-${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`errbook-${key}`, value);
    } catch {
      // Then it is forgotten.
    }
  },
};

// Search and filters.

const chosenClass = () => statusClasses.find(isPressed).value;
const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
const press = (button, isDown) => button.setAttribute("aria-pressed", String(isDown));

function apply() {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  const statusClass = chosenClass();
  const onlyRetryable = isPressed(retryable);
  const group = groups[category.value];
  const isLimited = words.length > 0 || statusClass || onlyRetryable || group;
  const fits = (entry) =>
    (!statusClass || entry.statusClass === statusClass) &&
    (!onlyRetryable || entry.isRetryable) &&
    (!group || entry.group === group) &&
    words.every((word) => entry.text.includes(word));
  show(entries.filter(fits));
  for (const section of others) section.hidden = Boolean(isLimited);
  highlightWords(words);
}

function show(shown) {
  const isShown = new Set(shown);
  for (const entry of entries) {
    if (entry.isShown === isShown.has(entry)) continue;
    entry.isShown = !entry.isShown;
    entry.element.hidden = !entry.isShown;
  }
  const sizes = new Map();
  for (const { group, card } of shown) {
    for (const part of [group, card]) sizes.set(part, (sizes.get(part) ?? 0) + 1);
  }
  for (const group of groups) group.hidden = !sizes.has(group);
  for (const card of cards) {
    card.hidden = !sizes.has(card);
    // How high it is, roughly, while it is out of sight.
    card.style.setProperty("--codes", sizes.get(card) ?? 0);
  }
  const codes = shown.filter((entry) => entry.isCode).length;
  const noun = total === 1 ? "code" : "codes";
  count.textContent = codes === total ? `${total} ${noun}` : `${codes} of ${total} ${noun}`;
  empty.hidden = shown.length > 0;
  if (shown.length === 0) {
    const sought = query.value.trim();
    one(".none", empty).textContent = sought ? `No code matches “${sought}”` : "No code matches these filters";
  }
}

function clear() {
  query.value = "";
  category.value = "";
  press(retryable, false);
  for (const button of statusClasses) press(button, button.value === "");
  apply();
}

// Colours that need no element: where a browser has no such thing, the text is plain.

const highlights = new Map();
function paint(name, node, start, end) {
  if (!globalThis.CSS?.highlights) return;
  if (!highlights.has(name)) {
    highlights.set(name, new Highlight());
    CSS.highlights.set(name, highlights.get(name));
  }
  const range = new Range();
  range.setStart(node, start);
  range.setEnd(node, end);
  highlights.get(name).add(range);
}

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** Marks what was found, in as many lines as a screen has. */
function highlightWords(words) {
  highlights.get("found")?.clear();
  if (words.length === 0) return;
  const seen = entries.filter((entry) => entry.isShown).slice(0, 50);
  for (const node of seen.flatMap((entry) => textNodes(entry.summary))) {
    const text = node.data.toLowerCase();
    // A few letters have more of them in lower case, and places would be wrong.
    if (text.length !== node.data.length) continue;
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        paint("found", node, at, at + word.length);
      }
    }
  }
}

const TOKENS = /("(?:[^"\\\n]|\\.)*")(\s*:)?|(\/\/.*|#.*)|\b(true|false|null|async|await|break|case|const|continue|def|default|fn|for|function|if|import|in|interface|let|match|new|raise|return|switch|throw|use)\b|\b(\d[\d_.]*)\b/g;
function highlightCode(pre) {
  const node = pre.firstChild;
  if (!node) return;
  // What stands before the body of a response has no colours.
  const start = pre.dataset.lang ? 0 : node.data.search(/^\{/m);
  for (const token of node.data.matchAll(TOKENS)) {
    if (token.index < start) continue;
    const [whole, string, colon, comment, word] = token;
    const name = colon ? "key" : string ? "string" : comment ? "comment" : word ? "word" : "number";
    paint(name, node, token.index, token.index + (colon ? string : whole).length);
  }
}

// Entries.

/** What an entry gets when it is first opened. */
function prepare(entry) {
  if (entry.isReady) return;
  entry.isReady = true;
  const tools = one("template.tools").content.cloneNode(true);
  const link = one(".facts a", entry.element);
  one(".copy-code", tools).addEventListener("click", (event) => copy(event.target, entry.name));
  one(".copy-link", tools).addEventListener("click", (event) => copy(event.target, link.href));
  link.before(tools);
  link.remove();
  const [response, ...examples] = all("pre", one(".body", entry.element).lastElementChild);
  beside(response.previousElementSibling, copyButton(() => response));
  const heading = create("h4", { textContent: "Handle it " });
  heading.append(create("a", { href: "#handling~", textContent: "in this function" }));
  examples[0].before(heading);
  choose(heading, examples);
  all("pre", entry.element).forEach(highlightCode);
}

function create(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

/** Puts tools in one line with a heading. */
function beside(heading, ...tools) {
  const line = create("div", { className: "line" });
  heading.replaceWith(line);
  const right = create("div", { className: "tools" });
  right.append(...tools);
  line.append(heading, right);
  return line;
}

function copyButton(pre) {
  const button = create("button", { type: "button", className: "copy", textContent: "Copy" });
  button.addEventListener("click", () => copy(button, pre().textContent));
  return button;
}

/** Examples of which one is shown: that of the language that was last chosen. */
const choices = [];

function choose(heading, examples) {
  const group = create("div", { className: "choice languages", role: "group", ariaLabel: "Language" });
  const buttons = examples.map(({ dataset: { lang } }) => {
    const button = create("button", { type: "button", value: lang, textContent: lang });
    button.addEventListener("click", () => speak(lang));
    return button;
  });
  group.append(...buttons);
  const line = beside(heading, group, copyButton(() => examples.find((pre) => !pre.hidden)));
  line.classList.add("handle");
  const choice = { examples, buttons };
  choices.push(choice);
  speakIn(choice, memory.get("language"));
}

function speak(language) {
  memory.set("language", language);
  for (const choice of choices) speakIn(choice, language);
}

function speakIn({ examples, buttons }, language) {
  const chosen = examples.find((pre) => pre.dataset.lang === language) ?? examples[0];
  for (const pre of examples) pre.hidden = pre !== chosen;
  for (const button of buttons) press(button, button.value === chosen.dataset.lang);
}

async function copy(button, text) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = (await copied(text)) ? "Copied" : "Not copied";
  setTimeout(() => (button.textContent = label), 1500);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages without TLS have no clipboard, but what is selected can be copied.
    const area = create("textarea", { value: text, className: "hide" });
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
}

function toggled({ target }) {
  const entry = entryOf.get(target);
  if (!entry) return;
  const hash = `#${target.id}`;
  if (target.open) {
    prepare(entry);
    if (location.hash !== hash) address(hash);
  } else if (decoded(location.hash) === hash.slice(1)) {
    address(location.pathname + location.search);
  }
}

function address(url) {
  try {
    history.replaceState(null, "", url);
  } catch {
    // A page in a frame of its own may have no address.
  }
}

function decoded(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

/** Shows what the address names. */
function reveal() {
  const target = document.getElementById(decoded(location.hash));
  if (!target) return;
  if (target.closest("main [hidden]")) clear();
  const entry = entryOf.get(target.closest(".code"));
  // A former name is within the code, and browsers scroll to it until all is there: let the address name the code instead.
  if (entry?.isCode && entry.element !== target) return location.replace(`#${encodeURIComponent(entry.element.id)}`);
  if (entry?.isCode) entry.element.open = true;
  const scroll = () => (entry?.element ?? target).scrollIntoView({ behavior: "instant", block: "start" });
  scroll();
  // Cards that come into sight are not as high as was thought: once more, when that is known.
  requestAnimationFrame(() => requestAnimationFrame(scroll));
}

// Keys.

const shownEntries = () => entries.filter((entry) => entry.isShown && entry.isCode);

function focusOn(entry) {
  entry.summary.focus({ preventScroll: true });
  entry.summary.scrollIntoView({ block: "nearest" });
}

function move(event, step) {
  const shown = shownEntries();
  const at = shown.findIndex((entry) => entry.summary === event.target);
  if (at < 0 && (event.target !== query || step < 0)) return;
  event.preventDefault();
  const next = shown[at + step];
  if (next) focusOn(next);
  else if (step < 0) query.focus();
}

/** The code that was most likely meant. */
function best() {
  const sought = query.value.trim().toLowerCase();
  const shown = shownEntries();
  return (
    shown.find((entry) => entry.name.toLowerCase() === sought) ??
    shown.find((entry) => entry.name.toLowerCase().startsWith(sought)) ??
    shown.find((entry) => entry.name.toLowerCase().includes(sought)) ??
    shown[0]
  );
}

function open(event) {
  const entry = event.target === query ? best() : undefined;
  if (!entry) return;
  event.preventDefault();
  entry.element.open = true;
  focusOn(entry);
}

function escape(event) {
  const entry = entryOf.get(event.target.closest("details.code"));
  if (event.target === query && query.value) clear();
  else if (event.target === query) query.blur();
  else if (entry?.element.open) {
    entry.element.open = false;
    focusOn(entry);
  } else query.focus();
  event.preventDefault();
}

const KEYS = {
  "/": (event) => {
    if (event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    query.focus();
    query.select();
  },
  ArrowDown: (event) => move(event, 1),
  ArrowUp: (event) => move(event, -1),
  Enter: open,
  Escape: escape,
};

document.addEventListener("keydown", (event) => {
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
  if (isPlain) KEYS[event.key]?.(event);
});

// The theme.

const themeButton = one(".theme", bar);
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches);
const showTheme = () => press(themeButton, isDark());
themeButton.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  memory.set("theme", root.dataset.theme);
  showTheme();
});
systemIsDark.addEventListener("change", showTheme);

// All together.

for (const [at, group] of groups.entries()) {
  category.append(create("option", { value: String(at), textContent: one("h2", group).textContent }));
}
category.parentElement.hidden = groups.length < 2;
retryable.hidden = !entries.some((entry) => entry.isRetryable);
one(".status-class", bar).hidden = !["client", "server"].every((name) => entries.some((entry) => entry.statusClass === name));
for (const button of statusClasses) {
  button.addEventListener("click", () => {
    for (const other of statusClasses) press(other, other === button);
    apply();
  });
}
retryable.addEventListener("click", () => {
  press(retryable, !isPressed(retryable));
  apply();
});
category.addEventListener("change", apply);
query.addEventListener("input", () => {
  apply();
  // What was found stands in sight, however long the head is.
  const { top } = bar.getBoundingClientRect();
  if (top > innerHeight / 2) scrollBy({ top, behavior: "instant" });
});
one(".clear", empty).addEventListener("click", () => {
  clear();
  query.focus();
});
document.addEventListener("toggle", toggled, { capture: true });
addEventListener("hashchange", reveal);
all(".sample pre, #handling\\~ pre").forEach(highlightCode);
for (const heading of all("#handling\\~ h2")) choose(heading, all("pre", heading.parentElement));
// What a permalink names is the text below the line, so that browsers open it without this. Where they scroll to is the line.
for (const { element, isCode } of entries) {
  if (!isCode) continue;
  const body = element.lastElementChild;
  const { id } = body;
  body.removeAttribute("id");
  element.id = id;
}
bar.hidden = false;
// What is scrolled to stands below the bar, however high that is.
const measure = () => root.style.setProperty("--bar", `${bar.offsetHeight}px`);
new ResizeObserver(measure).observe(bar);
measure();
showTheme();
apply();
reveal();
