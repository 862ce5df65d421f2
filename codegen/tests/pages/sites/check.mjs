// Builds a page as its site does, and fails unless the HTML shows what the registry says.
//
//     node check.mjs FLAVOUR FOLDER
//
// FOLDER has the pages, `errors.md` or `errors.mdx` or both, and what they have to show, `expected.json`.

import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {cp, mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {compile} from '@mdx-js/mdx'
import {createElement, Fragment} from 'react'
import {renderToStaticMarkup} from 'react-dom/server'
import rehypeParse from 'rehype-parse'
import rehypeRaw from 'rehype-raw'
import rehypeStringify from 'rehype-stringify'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'

const here = path.dirname(fileURLToPath(import.meta.url))
const [flavour, folder] = process.argv.slice(2)
const pages = ['errors.md', 'errors.mdx'].map((name) => path.join(folder, name)).filter(existsSync)
const page = pages[0]

/** How each site makes HTML of its pages, and what of it is the page itself. */
const SITES = {
  github: {build: github, within: 'body', warning: (node) => text(node).trimStart().startsWith('[!WARNING]')},
  mintlify: {build: mintlify, within: 'body', warning: (node) => node.tagName === 'x-warning'},
  docusaurus: {build: docusaurus, within: 'body', warning: (node) => node.properties?.type === 'warning'},
  mdbook: {build: mdbook, within: 'main', warning: hasClass('blockquote-tag-warning')},
  starlight: {build: starlight, within: 'main', warning: hasClass('starlight-aside--caution')},
}

function hasClass(name) {
  return (node) => (node.properties?.className ?? []).includes(name)
}

/** remark reads alerts as quotes; only GitHub itself draws them. */
async function github() {
  const processor = unified()
    .use([remarkParse, remarkFrontmatter, remarkGfm])
    .use(remarkRehype, {allowDangerousHtml: true})
    .use([rehypeRaw, rehypeStringify])
  return String(await processor.process(await readFile(page, 'utf8')))
}

async function mintlify() {
  const code = await compile(await readFile(page, 'utf8'), {remarkPlugins: [remarkFrontmatter, remarkGfm]})
  return rendered(String(code), {Warning: (props) => createElement('x-warning', null, props.children)})
}

async function docusaurus() {
  const require = createRequire(import.meta.url)
  const {compileToJSX} = require('@docusaurus/mdx-loader/lib/utils')
  const {DEFAULT_PARSE_FRONT_MATTER} = require('@docusaurus/utils')
  const markdownConfig = {
    format: 'mdx',
    mermaid: false,
    // A name between colons would be a picture.
    emoji: false,
    mdx1Compat: {comments: true, admonitions: true, headingIds: true},
    anchors: {maintainCase: false},
    hooks: {onBrokenMarkdownLinks: 'ignore', onBrokenMarkdownImages: 'throw'},
  }
  const fileContent = await readFile(page, 'utf8')
  const {frontMatter, content} = await DEFAULT_PARSE_FRONT_MATTER({filePath: page, fileContent})
  sameHead(frontMatter)
  const options = {markdownConfig, admonitions: true, staticDirs: [], siteDir: folder, beforeDefaultRemarkPlugins: []}
  const result = await compileToJSX({filePath: page, fileContent: content, frontMatter, options, compilerName: 'server'})
  return rendered(result.content, {admonition: (props) => createElement('x-note', {type: props.type}, props.children)})
}

/** The HTML of a compiled page. */
async function rendered(code, components) {
  // Where its imports are found.
  const module = path.join(here, 'node_modules', `.errbook-${flavour}.mjs`)
  await writeFile(module, code)
  const {default: Page} = await import(pathToFileURL(module))
  return renderToStaticMarkup(createElement(Fragment, null, createElement(Page, {components})))
}

async function mdbook() {
  const book = path.join(folder, 'book')
  await rm(book, {recursive: true, force: true})
  await mkdir(path.join(book, 'src'), {recursive: true})
  await writeFile(path.join(book, 'book.toml'), '[book]\ntitle = "x"\n[output.html]\nsmart-punctuation = false\n')
  await writeFile(path.join(book, 'src/SUMMARY.md'), '- [Errors](errors.md)\n')
  await cp(page, path.join(book, 'src/errors.md'))
  execFileSync(process.env.MDBOOK, ['build', book], {stdio: ['ignore', 'ignore', 'inherit']})
  return readFile(path.join(book, 'book/errors.html'), 'utf8')
}

async function starlight() {
  const site = path.join(here, 'node_modules', '.errbook-starlight')
  await rm(site, {recursive: true, force: true})
  await mkdir(path.join(site, 'src/content/docs'), {recursive: true})
  await writeFile(path.join(site, 'package.json'), '{"type":"module"}')
  const config = `import starlight from '@astrojs/starlight'
export default {integrations: [starlight({title: 'x', pagefind: false, credits: false})], markdown: {smartypants: false}}`
  await writeFile(path.join(site, 'astro.config.mjs'), config)
  const collection = `import {defineCollection} from 'astro:content'
import {docsLoader} from '@astrojs/starlight/loaders'
import {docsSchema} from '@astrojs/starlight/schema'
export const collections = {docs: defineCollection({loader: docsLoader(), schema: docsSchema()})}`
  await writeFile(path.join(site, 'src/content.config.mjs'), collection)
  const names = pages.map((page) => path.extname(page).slice(1))
  const placed = (name) => path.join(site, 'src/content/docs', `${name}.${name}`)
  await Promise.all(names.map((name, index) => cp(pages[index], placed(name))))
  const astro = path.join(here, 'node_modules/astro/astro.js')
  const env = {...process.env, ASTRO_TELEMETRY_DISABLED: '1'}
  execFileSync(process.execPath, [astro, 'build', '--root', site], {stdio: ['ignore', 'ignore', 'inherit'], env})
  return Promise.all(names.map((name) => readFile(path.join(site, 'dist', name, 'index.html'), 'utf8')))
}

/** Title and description as the site reads them. */
function sameHead(frontMatter) {
  assert.equal(frontMatter.title, expected.title)
  assert.equal(frontMatter.description, expected.description)
}

function all(node, holds) {
  const inside = (node.children ?? []).flatMap((child) => all(child, holds))
  return holds(node) ? [node, ...inside] : inside
}

const named = (name) => (node) => node.tagName === name

/** The text that a reader sees. What only helps others (copy buttons, names of files, anchors of headings) is no part of it. */
function text(node) {
  const hidden = ['script', 'style', 'button', 'svg', 'figcaption']
  if (hidden.includes(node.tagName) || hasClass('sr-only')(node) || hasClass('buttons')(node)) return ''
  return node.type === 'text' ? node.value : (node.children ?? []).map(text).join('')
}

const visible = (text) => text.replace(/[\s\u200b]/gu, '')

const expected = JSON.parse(await readFile(path.join(folder, 'expected.json'), 'utf8'))
const site = SITES[flavour]
const built = [await site.build()].flat()
assert.equal(built.length, pages.length)
built.forEach(check)
console.log(`${flavour}: ${built.length} x ${expected.codes.length} codes, each with its texts`)

function check(built) {
  const html = unified().use(rehypeParse).parse(built)
  const body = all(html, named(site.within))[0]
  assert.ok(body, `no ${site.within}`)

  // The table: a row for each code, a cell for each column.
  const rows = all(all(body, named('table'))[0], named('tr')).slice(1)
  assert.equal(rows.length, expected.codes.length, 'rows of the table')
  for (const [index, code] of expected.codes.entries()) {
    const cells = all(rows[index], named('td')).map((cell) => visible(text(cell)))
    assert.deepEqual(cells, [code.wire, code.meaning, code.action].map(visible), code.wire)
  }

  // Everything that is said of each code, in order, behind its anchor.
  const ids = new Set(all(body, (node) => node.properties?.id).map((node) => node.properties.id))
  const shown = visible(text(body))
  let at = shown.indexOf('Codereference')
  for (const code of expected.codes) {
    assert.ok(ids.has(code.wire), `no anchor for ${code.wire}`)
    for (const part of [code.wire, ...code.texts]) {
      const found = shown.indexOf(visible(part), at)
      assert.ok(found >= 0, `${code.wire}: ${JSON.stringify(part)} is not behind ${JSON.stringify(shown.slice(at, at + 300))}`)
      // Nothing much stands between two texts of a code.
      assert.ok(found - at < 500 || part === code.wire, `${code.wire}: ${part} is elsewhere`)
      at = found + visible(part).length
    }
  }

  const notes = all(body, (node) => node.type === 'element' && site.warning(node)).filter((node) => node.tagName !== 'body')
  const own = notes.filter((note) => !notes.some((other) => other !== note && all(note, (inner) => inner === other).length > 0))
  assert.equal(own.length, expected.codes.length, 'notes')

  // Nothing of a text has become an element.
  const strange = all(body, (node) => node.type === 'element' && ['img', 'iframe', 'input', 'x-card'].includes(node.tagName))
  assert.deepEqual(strange.map((node) => node.tagName), [], 'elements')
}
