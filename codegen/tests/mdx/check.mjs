// Reads Markdown pages as GitHub does and as MDX does, and fails unless both read the same, and what is expected.
//
//     node check.mjs PAGE.md... [PAGE.md=EXPECTED.json...]
//
// EXPECTED.json holds the blocks as another parser read them.

import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'
import {compile} from '@mdx-js/mdx'
import {normalizeUri} from 'micromark-util-sanitize-uri'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'

/** The page as GitHub reads it: HTML stays as it was written. */
async function readMarkdown(text) {
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, {allowDangerousHtml: true})
  return blocks((await processor.run(processor.parse(text))).children)
}

/** The page as MDX reads it. Compiling it to JavaScript is part of the check. */
async function readMdx(text) {
  let tree
  const capture = () => (root) => {
    tree = structuredClone(root)
  }
  await compile(text, {remarkPlugins: [remarkGfm], rehypePlugins: [capture]})
  return blocks(tree.children)
}

function blocks(nodes) {
  return nodes.filter((node) => !isBlank(node)).map(block)
}

function isBlank(node) {
  return node.type === 'text' && /^[ \t\n]*$/.test(node.value)
}

function block(node) {
  switch (node.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
      return ['heading', Number(node.tagName[1]), spans(node.children)]
    case 'p':
      return ['paragraph', spans(node.children)]
    case 'pre':
      return code(node.children[0])
    case 'table':
      return ['table', elements(node).flatMap(elements).map(cells)]
    case 'ul':
      return ['list', null, elements(node).map((item) => itemBlocks(item.children))]
    case 'ol':
      return ['list', node.properties.start ?? 1, elements(node).map((item) => itemBlocks(item.children))]
    default:
      throw new Error(`unexpected block: ${JSON.stringify(node)}`)
  }
}

function elements(node) {
  return node.children.filter((child) => child.type === 'element')
}

function cells(row) {
  return elements(row).map((cell) => spans(cell.children))
}

function code(node) {
  const language = (node.properties.className ?? []).map((name) => name.replace(/^language-/, '')).join(' ')
  return ['code', language, text(node).replace(/\n$/, '')]
}

function text(node) {
  return node.value ?? node.children.map(text).join('')
}

/** A tight list's item holds its text without a paragraph. */
function itemBlocks(nodes) {
  const found = []
  let phrasing = []
  const flush = () => {
    if (phrasing.some((node) => !isBlank(node))) found.push(['paragraph', trimmed(spans(phrasing))])
    phrasing = []
  }
  for (const node of nodes) {
    if (['p', 'pre', 'ul', 'ol'].includes(node.tagName)) {
      flush()
      found.push(block(node))
    } else {
      phrasing.push(node)
    }
  }
  flush()
  return found
}

function trimmed(list) {
  const last = list.at(-1)
  if (last?.[0] === 'text') last[1] = last[1].replace(/\n$/, '')
  return list
}

const MARKS = {em: 'emphasis', strong: 'strong'}

function spans(nodes) {
  return merged(untagged(nodes).flatMap(span))
}

function span(node) {
  const name = node.tagName ?? node.name
  if (node.type === 'text') return [['text', node.value]]
  if (name in MARKS) return [[MARKS[name], spans(node.children)]]
  if (name === 'code') return [['code', spans(node.children).map(([, value]) => value).join('')]]
  if (name === 'wbr') return []
  if (name === 'a' && node.properties?.href !== undefined) return [['link', node.properties.href, spans(node.children)]]
  if (name === 'a' && node.children.length === 0) return []
  throw new Error(`unexpected span: ${JSON.stringify(node)}`)
}

/** The tags that Markdown leaves as raw HTML, as elements with the nodes between them. */
function untagged(nodes) {
  const open = [{children: []}]
  for (const node of nodes) {
    const tag = node.type === 'raw' ? /^<(\/?)(em|strong|code|wbr|a)( id="[^"]*")?(\/?)>$/.exec(node.value) : undefined
    assert.notEqual(tag, null, `unexpected HTML: ${node.value}`)
    if (!tag) open.at(-1).children.push(node)
    else if (tag[4]) open.at(-1).children.push({type: 'tag', name: tag[2], children: []})
    else if (!tag[1]) open.push({type: 'tag', name: tag[2], children: []})
    else {
      const element = open.pop()
      assert.equal(element.name, tag[2])
      open.at(-1).children.push(element)
    }
  }
  assert.equal(open.length, 1)
  return open[0].children
}

function merged(list) {
  const found = []
  for (const item of list) {
    if (item[0] === 'text' && found.at(-1)?.[0] === 'text') found.at(-1)[1] += item[1]
    else found.push([...item])
  }
  return found
}

/** Links as browsers are given them. */
function withEncodedLinks(value) {
  if (!Array.isArray(value)) return value
  const [tag, url, ...rest] = value
  return tag === 'link' ? [tag, normalizeUri(url), ...rest.map(withEncodedLinks)] : value.map(withEncodedLinks)
}

/** Fails at the first block that differs, and shows that one alone. */
function same(path, what, found, expected) {
  for (let index = 0; index < Math.max(found.length, expected.length); index++) {
    assert.deepEqual(found[index], expected[index], `${path}: block ${index} is not as ${what}`)
  }
}

for (const argument of process.argv.slice(2)) {
  const [path, expected] = argument.split('=')
  const page = await readFile(path, 'utf8')
  const markdown = await readMarkdown(page)
  same(path, 'in Markdown', await readMdx(page), markdown)
  if (expected) same(path, 'expected', markdown, withEncodedLinks(JSON.parse(await readFile(expected, 'utf8'))))
  console.log(`${path}: ${markdown.length} blocks, the same in Markdown and in MDX`)
}
