// Uses references as people do, in a real browser, and fails where one does not do what it should.
//
//     node check.mjs CHROMIUM FOLDER [ADDRESS REGISTRY]
//
// FOLDER holds the pages that the Rust test wrote, ADDRESS serves the registry at the path REGISTRY.

import assert from 'node:assert/strict'
import {readFile, writeFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {chromium} from 'playwright-core'

const [executablePath, folder, address, registry] = process.argv.slice(2)
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
// Chromium's own sandbox needs rights that containers and root do not have; the pages are ours.
const browser = await chromium.launch({executablePath, args: ['--no-sandbox']})

/** Opens a page and does something there. Whatever it logs, loads or throws is a failure, unless it was expected. */
async function visit(name, options, use) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options})
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const url = pathToFileURL(join(folder, name)).href
  const troubles = []
  page.on('console', (message) => troubles.push(message.text()))
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url && !request.url().startsWith('data:')) troubles.push(request.url())
  })
  page.on('dialog', (dialog) => {
    troubles.push(dialog.message())
    dialog.dismiss()
  })
  await page.goto(url + (options.hash ?? ''))
  await use(page, troubles)
  assert.deepEqual(troubles, [], name)
  await context.close()
}

const shown = (page) => page.locator('details.code:visible h3').allTextContents()
const query = (page) => page.getByRole('searchbox')
const focused = (page) => page.evaluate(() => document.activeElement.querySelector('h3')?.textContent ?? document.activeElement.className)
const openCodes = (page) => page.locator('details.code[open] h3').allTextContents()
const hash = (page) => page.evaluate(() => location.hash)

const tests = {
  async 'search finds codes, statuses, meanings, actions and fields'() {
    await visit('lavendly.html', {}, async (page) => {
      assert.equal((await shown(page)).length, 13)
      for (const [sought, expected] of [
        ['credits', ['insufficient_credits']],
        ['402', ['insufficient_credits', 'monthly_cost_cap']],
        ['payment required', ['insufficient_credits', 'monthly_cost_cap']],
        ['WORKFLOW GRAPH', ['clip_not_found']],
        ['retry_after_ms', ['rate_limited']],
        ['not_found job', ['job_not_found']],
      ]) {
        await query(page).fill(sought)
        assert.deepEqual(await shown(page), expected, sought)
        assert.equal(await page.getByRole('status').textContent(), `${expected.length} of 13 codes`)
      }
      await query(page).fill('')
      assert.equal(await page.getByRole('status').textContent(), '13 codes')
    })
    await visit('rendobar.html', {}, async (page) => {
      await query(page).fill('top up')
      assert.deepEqual(await shown(page), ['INSUFFICIENT_CREDITS'])
    })
  },

  async 'what finds nothing says so, and has a way back'() {
    await visit('lavendly.html', {}, async (page) => {
      await query(page).fill('<b>no such code</b>')
      assert.deepEqual(await shown(page), [])
      assert.equal(await page.locator('.none').textContent(), 'No code matches “<b>no such code</b>”')
      assert.equal(await page.locator('main > section:visible').count(), 0)
      await page.getByRole('button', {name: 'Clear search and filters'}).click()
      assert.equal((await shown(page)).length, 13)
      assert.equal(await focused(page), 'query')
    })
  },

  async 'what was found is in sight, however small the window'() {
    await visit('rendobar.html', {viewport: {width: 360, height: 480}}, async (page) => {
      await query(page).pressSequentially('rate')
      const line = await page.locator('summary:visible').first().boundingBox()
      assert.ok(line.y > 0 && line.y < 400, String(line.y))
    })
  },

  async 'filters narrow, together'() {
    await visit('lavendly.html', {}, async (page) => {
      await page.getByRole('button', {name: '5xx'}).click()
      assert.deepEqual(await shown(page), ['ledger_read', 'upstream', 'timeout'])
      await page.getByRole('button', {name: '4xx'}).click()
      assert.equal((await shown(page)).length, 10)
      await page.getByRole('button', {name: 'Retryable'}).click()
      assert.deepEqual(await shown(page), ['rate_limited'])
      await page.getByRole('button', {name: 'All', exact: true}).click()
      assert.deepEqual(await shown(page), ['rate_limited', 'ledger_read', 'upstream', 'timeout'])
      await query(page).fill('timeout')
      assert.deepEqual(await shown(page), ['timeout'])
    })
    await visit('many.html', {}, async (page) => {
      await page.getByLabel('Category').selectOption('Group 3')
      assert.equal((await shown(page)).length, 200)
      assert.deepEqual(await page.locator('section:visible > h2').allTextContents(), ['Group 3'])
    })
  },

  async 'removed and deprecated codes are found'() {
    await visit('everything.html', {}, async (page) => {
      const gone = await page.locator('.gone').first().locator('code').first().textContent()
      await query(page).fill(gone)
      assert.deepEqual(await page.locator('.gone:visible > code:first-child').allTextContents(), [gone])
      await query(page).fill('deprecated')
      assert.ok((await shown(page)).length > 0)
    })
  },

  async 'everything is done with the keyboard'() {
    await visit('lavendly.html', {}, async (page) => {
      await page.keyboard.press('/')
      assert.equal(await focused(page), 'query')
      await page.keyboard.type('not_found')
      await page.keyboard.press('ArrowDown')
      assert.equal(await focused(page), 'workflow_not_found')
      await page.keyboard.press('ArrowDown')
      assert.equal(await focused(page), 'clip_not_found')
      await page.keyboard.press('Enter')
      assert.deepEqual(await openCodes(page), ['clip_not_found'])
      await page.keyboard.press('Escape')
      assert.deepEqual(await openCodes(page), [])
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowUp')
      assert.equal(await focused(page), 'query')
      await page.keyboard.press('Escape')
      assert.equal((await shown(page)).length, 13)
      await page.keyboard.type('upstream')
      await page.keyboard.press('Enter')
      assert.equal(await focused(page), 'upstream', 'the code of that name, before those that tell of it')
      assert.deepEqual(await openCodes(page), ['upstream'])
      await page.keyboard.press('/')
      await page.keyboard.type('a/b')
      assert.equal(await query(page).inputValue(), 'a/b')
    })
  },

  async 'permalinks open what they name'() {
    for (const viewport of [{width: 1280, height: 900}, {width: 360, height: 640}]) {
      for (const code of ['rate_limited', 'timeout']) {
        await visit('lavendly.html', {viewport, hash: `#${code}`}, async (page) => {
          assert.deepEqual(await openCodes(page), [code])
          await page.waitForTimeout(300)
          const bar = await page.locator('.bar').boundingBox()
          const line = await page.locator('details[open] > summary').boundingBox()
          const place = `${line.y}, the bar ends at ${bar.y + bar.height}`
          assert.ok(line.y >= bar.y + bar.height - 2 && line.y < viewport.height / 2, place)
        })
      }
    }
    for (const name of ['sold_out', 'none_left']) {
      await visit('everything.html', {viewport: {width: 360, height: 240}, hash: `#${name}`}, async (page) => {
        const [code] = await openCodes(page)
        await page.waitForFunction((hash) => location.hash === hash, `#${code}`)
        await page.waitForTimeout(300)
        const line = await page.locator('details[open] > summary').boundingBox()
        assert.ok(line.y >= 0 && line.y < 240, `${name}, which ${code} was called: its line is at ${line.y}`)
      })
    }
    await visit('lavendly.html', {hash: '#timeout'}, async (page) => {
      await query(page).fill('credits')
      await page.evaluate(() => (location.hash = '#ledger_read'))
      await page.waitForFunction(() => document.querySelectorAll('details[open]').length === 2)
      assert.equal((await shown(page)).length, 13, 'what the search had hidden is there')
      await page.locator('summary', {hasText: 'invalid_args'}).click()
      await page.waitForFunction(() => location.hash === '#invalid_args')
      await page.locator('summary', {hasText: 'invalid_args'}).click()
      await page.waitForFunction(() => location.hash === '')
    })
    await visit('lavendly.html', {hash: '#%E0%A4%A'}, async (page) => assert.deepEqual(await openCodes(page), []))
    await visit('lavendly.html', {}, async (page) => {
      await page.locator('.intro a', {hasText: 'rate_limited'}).click()
      await page.waitForFunction(() => document.querySelector('details[open] h3')?.textContent === 'rate_limited')
    })
  },

  async 'codes, links and examples are copied'() {
    await visit('lavendly.html', {hash: '#rate_limited'}, async (page) => {
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
      await page.getByRole('button', {name: 'Copy code'}).click()
      await page.getByText('Copied').waitFor()
      assert.equal(await clipboard(), 'rate_limited')
      await page.getByRole('button', {name: 'Copy link'}).click()
      assert.equal(await clipboard(), page.url())
      assert.equal(await hash(page), '#rate_limited')
      const entry = page.locator('details[open]')
      await entry.getByRole('button', {name: 'Copy', exact: true}).first().click()
      assert.match(await clipboard(), /^HTTP\/1.1 429 Too Many Requests\n[^]*"retry_after_ms": 1500\n/)
      await entry.getByRole('button', {name: 'Python'}).click()
      await entry.getByRole('button', {name: 'Copy', exact: true}).last().click()
      assert.match(await clipboard(), /^case "rate_limited":\n    if attempt < 5:\n/)
      await page.locator('section .copy').last().click()
      assert.match(await clipboard(), /^import itertools\nimport time\n\nimport requests\n/)
    })
  },

  async 'the language is remembered, and chosen everywhere'() {
    await visit('lavendly.html', {hash: '#timeout'}, async (page) => {
      const examples = () => page.locator('details[open] .handle ~ pre:visible').evaluateAll((all) => all.map((pre) => pre.dataset.lang))
      assert.deepEqual(await examples(), ['Rust'])
      await page.locator('details[open]').getByRole('button', {name: 'TypeScript'}).click()
      await page.locator('summary', {hasText: '502'}).click()
      await page.waitForFunction(() => document.querySelectorAll('.handle').length === 3)
      assert.deepEqual(await examples(), ['TypeScript', 'TypeScript'])
      assert.match(await page.locator('#handling\\~ pre:visible').textContent(), /^interface ApiError/)
      await page.reload()
      await page.waitForFunction(() => document.querySelector('details .handle'))
      assert.deepEqual(await examples(), ['TypeScript'])
    })
  },

  async 'a case leads to the function that it belongs into, which a search hides'() {
    await visit('lavendly.html', {}, async (page) => {
      await query(page).fill('timeout')
      await page.locator('summary', {hasText: '504'}).click()
      assert.equal(await page.locator('#handling\\~:visible').count(), 0)
      await page.getByRole('link', {name: 'in this function'}).click()
      await page.locator('#handling\\~').waitFor({state: 'visible'})
      await page.waitForTimeout(300)
      const heading = await page.getByRole('heading', {name: 'Handling errors'}).boundingBox()
      const bar = await page.locator('.bar').boundingBox()
      assert.ok(heading.y >= bar.y + bar.height && heading.y < 450, `${heading.y}, below ${bar.y + bar.height}`)
    })
  },

  async 'the theme follows the system, or the button, which is remembered'() {
    for (const colorScheme of ['light', 'dark']) {
      await visit('lavendly.html', {colorScheme}, async (page) => {
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
        const own = await ground()
        await page.getByRole('button', {name: 'Dark theme'}).click()
        const other = await ground()
        assert.notEqual(other, own)
        await page.reload()
        assert.equal(await ground(), other)
        assert.equal(await page.getByRole('button', {name: 'Dark theme'}).getAttribute('aria-pressed'), String(colorScheme === 'light'))
      })
    }
  },

  async 'it is all there without JavaScript'() {
    await visit('everything.html', {javaScriptEnabled: false}, async (page) => {
      assert.equal(await page.locator('.bar:visible').count(), 0)
      const lines = page.locator('details.code > summary')
      for (const line of await lines.all()) await line.click()
      const count = await lines.count()
      assert.equal(await page.locator('.body:visible').count(), count)
      assert.equal(await page.locator('.body > :last-child > pre[data-lang]:visible').count(), 3 * count)
      assert.equal(await page.locator('#handling\\~ > pre[data-lang]:visible').count(), 3)
    })
    await visit('lavendly.html', {javaScriptEnabled: false, hash: '#timeout'}, async (page) => {
      await page.locator('#timeout').waitFor({state: 'visible'})
      assert.deepEqual(await openCodes(page), ['timeout'], 'a permalink opens it')
    })
  },

  async 'it prints whole'() {
    await visit('lavendly.html', {}, async (page) => {
      await page.emulateMedia({media: 'print'})
      assert.equal(await page.locator('.bar:visible').count(), 0)
      const heights = await page.locator('.body').evaluateAll((all) => all.map((body) => body.getBoundingClientRect().height))
      assert.ok(heights.length === 13 && heights.every((height) => height > 100), String(heights))
      assert.ok((await page.pdf()).length > 20_000)
    })
  },

  async 'axe finds nothing, closed and open, in both themes and on a phone'() {
    for (const colorScheme of ['light', 'dark']) {
      for (const viewport of [{width: 1280, height: 900}, {width: 360, height: 740}]) {
        for (const name of ['lavendly.html', 'rendobar.html', 'everything.html']) {
          await visit(name, {colorScheme, viewport, bypassCSP: true}, async (page) => {
            await page.addScriptTag({path: axe})
            const look = async (what) => {
              const {violations} = await page.evaluate(() => axe.run())
              const found = violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
              assert.deepEqual(found, [], `${name}, ${colorScheme}, ${viewport.width}, ${what}`)
            }
            await look('closed')
            await page.evaluate(() => document.querySelectorAll('details').forEach((entry) => (entry.open = true)))
            await page.waitForFunction(() => document.querySelectorAll('.handle').length === document.querySelectorAll('details').length + 1)
            await look('open')
            await query(page).fill('no such thing')
            await look('empty')
          })
        }
      }
    }
  },

  async 'nothing is wider than a phone'() {
    for (const name of ['lavendly.html', 'rendobar.html', 'everything.html', 'hostile.html']) {
      await visit(name, {viewport: {width: 320, height: 640}}, async (page) => {
        await page.evaluate(() => document.querySelectorAll('details').forEach((entry) => (entry.open = true)))
        const {scrollWidth, clientWidth} = await page.evaluate(() => document.documentElement)
          .then(() => page.evaluate(() => ({scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth})))
        assert.equal(scrollWidth, clientWidth, name)
      })
    }
  },

  async 'the policy keeps out what got in'() {
    await visit('lavendly.html', {}, async (page, troubles) => {
      await page.evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'window.ran = "a script"'
        document.body.append(script)
        const image = document.createElement('div')
        image.innerHTML = '<img src="https://example.com/x.png" onerror="window.ran = \'an attribute\'"><style>body { display: none }</style>'
        document.body.append(image)
        const frame = document.createElement('iframe')
        frame.src = 'https://example.com/'
        document.body.append(frame)
        return fetch('https://example.com/').catch(() => {})
      })
      await page.waitForTimeout(200)
      assert.equal(await page.evaluate(() => window.ran), undefined)
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).display), 'flex')
      const blocked = troubles.filter((text) => text.includes('Content Security Policy'))
      assert.ok(blocked.length >= 4, String(troubles))
      troubles.length = 0
    })
  },

  async 'hostile texts are texts, in the structure of their harmless twin'() {
    /** Elements and attributes in their order, and the texts between them. */
    const read = () => {
      const structure = []
      const texts = []
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT)
      while (walker.nextNode()) {
        const node = walker.currentNode
        if (node.localName) structure.push([node.localName, ...[...node.attributes].filter((one) => one.name !== 'href').map((one) => `${one.name}=${one.value}`)].join(' '))
        else if (node.nodeType === Node.COMMENT_NODE) structure.push(`<!--${node.data}`)
        else if (node.data.trim()) {
          structure.push('text')
          texts.push(node.data)
        }
      }
      return {structure, texts, title: document.title}
    }
    let found, expected
    await visit('hostile.html', {}, async (page) => (found = await page.evaluate(read)))
    await visit('twin.html', {}, async (page) => (expected = await page.evaluate(read)))
    assert.deepEqual(found.structure, expected.structure)
    const originals = JSON.parse(await readFile(join(folder, 'texts.json'), 'utf8'))
    const visible = (text) => text.replace(/\s/g, '')
    const restored = (text, written) => visible(text.replace(/é?q(\d+)q/g, (_, index) => written(originals[index])))
    const inJson = (text) => JSON.stringify(text).slice(1, -1)
    let marks = 0
    for (const [at, text] of found.texts.entries()) {
      const twin = expected.texts[at]
      marks += /q\d+q/.test(twin)
      const choices = [restored(twin, (original) => original), restored(twin, inJson)]
      assert.ok(choices.includes(visible(text)), `${JSON.stringify(text)} instead of ${JSON.stringify(twin)}`)
    }
    assert.ok(marks > 1_000, `only ${marks} texts`)
    assert.equal(found.title, restored(expected.title, (original) => original) && found.title)
    await visit('hostile.html', {}, async (page) => {
      await page.evaluate(() => document.querySelectorAll('details').forEach((entry) => (entry.open = true)))
      for (const sought of ['<script>', '"', '\\', '&amp;', '](', '${a}']) await query(page).fill(sought)
      assert.equal(await page.evaluate(() => document.querySelectorAll('script').length), 2)
    })
  },

  async 'what is served shows each save, and stays where it was'() {
    if (!address) return
    const page = await browser.newPage()
    const troubles = []
    page.on('console', (message) => troubles.push(message.text()))
    page.on('pageerror', (error) => troubles.push(error.message))
    await page.goto(`${address}#timeout`)
    assert.deepEqual(await openCodes(page), ['timeout'])
    const toml = await readFile(registry, 'utf8')
    await writeFile(registry, toml.replace('exceeded the per-route deadline', 'took too long'))
    await page.getByText('Upstream call took too long.').waitFor()
    // The text is there before the script is that opens what the address names.
    await page.locator('details.code[open]').waitFor()
    assert.deepEqual(await openCodes(page), ['timeout'])
    await writeFile(registry, toml.replace('status  = 504', 'status  = 200 # <b>'))
    await page.getByText('error[status-range]').waitFor()
    assert.equal(await page.title(), 'The registry has mistakes')
    await writeFile(registry, toml)
    await page.getByText('exceeded the per-route deadline').waitFor()
    assert.deepEqual(troubles, [])
    await page.close()
  },

  async 'two thousand codes are instant'() {
    await visit('many.html', {}, async (page) => {
      await page.evaluate(() => {
        window.times = []
        // From the key to the frame that shows what it did.
        document.addEventListener('input', (event) => {
          requestAnimationFrame(() => {
            const {port1, port2} = new MessageChannel()
            port1.onmessage = () => window.times.push(performance.now() - event.timeStamp)
            port2.postMessage(null)
          })
        }, {capture: true})
      })
      await query(page).focus()
      const ms = (time) => `${time.toFixed(1)} ms`
      const type = async () => {
        await page.evaluate(() => (window.times.length = 0))
        for (const sought of ['credits', 'not found', 'retry', '429', 'xyz', 'e']) {
          await page.keyboard.type(sought, {delay: 60})
          for (const _ of sought) await page.keyboard.press('Backspace', {delay: 60})
        }
        const times = (await page.evaluate(() => window.times)).sort((a, b) => a - b)
        assert.ok(times.length >= 50, `only ${times.length} keys`)
        const median = times[times.length >> 1]
        console.log(`2,000 codes, ${times.length} keys, from key to frame: median ${ms(median)}, worst ${ms(times.at(-1))}`)
        return median
      }
      const median = await type()
      const load = await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd)
      console.log(`2,000 codes are loaded within ${ms(load)}`)
      // Promised are 50 ms, on a machine that has nothing else to do: ERRBOOK_TIMED says that it has not. What is ten times as
      // slow is a mistake on any machine.
      const most = process.env.ERRBOOK_TIMED ? 50 : 500
      assert.ok(median < most, `median ${ms(median)}`)
    })
  },
}

const wanted = process.env.ERRBOOK_ONLY ?? ''
let failures = 0
for (const [name, test] of Object.entries(tests)) {
  if (!name.includes(wanted)) continue
  try {
    await test()
    console.log(`ok: ${name}`)
  } catch (error) {
    failures += 1
    console.log(`FAILED: ${name}\n${error.stack}`)
  }
}
await browser.close()
process.exitCode = failures > 0 ? 1 : 0
