// SPDX-License-Identifier: Apache-2.0
/**
 * What a telephone on a slow line fetches before the first words and until it is quiet: Now and a case, cold and warm, at
 * 400 kbit/s and 150 ms (Chromium's own brake), from a desk of its own. `node bench/first-view.ts [--kbit N]`
 *
 * Beside it what the same walk cost on 2026-11-29: 90 requests, 1.89 MB, 26 s to the first word of Now, 101 and 2.19 MB and
 * 28 s for a case.
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../test/e2e/support/browser.ts';
import { visitor } from '../test/support/browser-like.ts';
import { startDeskProcess } from '../test/support/process.ts';
import { removeTree } from '../test/support/remove-tree.ts';

const KBIT = Number(argument('--kbit') ?? 400);
const LATENCY = 150;
const password = 'a long sentence for the desk';

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

type Seen = {
  readonly words: number;
  readonly before: number;
  readonly bytesBefore: number;
  readonly requests: number;
  readonly bytes: number;
};

/** Loads an address in this context on the slow line; seconds to the heading, and what was fetched until then and in all. */
async function measured(context: BrowserContext, address: string, heading: (page: Page) => Promise<void>): Promise<Seen> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  const downloadThroughput = (KBIT * 1000) / 8;
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY,
    downloadThroughput,
    uploadThroughput: downloadThroughput,
  });
  const fetched = { requests: 0, bytes: 0 };
  line.on('Network.requestWillBeSent', () => void (fetched.requests += 1));
  line.on('Network.dataReceived', ({ encodedDataLength }) => void (fetched.bytes += encodedDataLength));
  line.on('Network.responseReceived', ({ response }) => void (fetched.bytes += response.encodedDataLength));
  const begun = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await heading(page);
  const words = (performance.now() - begun) / 1000;
  const [before, bytesBefore] = [fetched.requests, fetched.bytes];
  // The live line never ends: quiet is when nothing came for two seconds.
  for (let last = -1; last !== fetched.bytes; ) {
    last = fetched.bytes;
    await page.waitForTimeout(2000);
  }
  await page.close();
  return { words, before, bytesBefore, requests: fetched.requests, bytes: fetched.bytes };
}

const folder = mkdtempSync(join(tmpdir(), 'matoi-first-view-'));
const desk = await startDeskProcess(folder);
const browser = await openBrowser();
try {
  const person = visitor(desk.url);
  const code = new URL(desk.setUpLink ?? '').hash.slice(1);
  await person.post('/api/v1/setup', {
    code,
    lang: 'ja',
    organisation: '山川旅行',
    name: '佐藤 美咲',
    address: 'sato@example.jp',
    password,
  });
  await person.post('/api/auth/sign-in/email', { email: 'sato@example.jp', password });
  const form = new FormData();
  form.append(
    'mail',
    new Blob([readFileSync(join(import.meta.dirname, '../fixtures/intake/report--white-hacker-iso-2022-jp.eml'))]),
    'mail.eml',
  );
  const sent = await person.call('POST', '/api/v1/reports', form);
  const caseId = /C-\d{4}-\d{4,9}/.exec(sent.text)?.[0] ?? '';
  const views = [
    ['Now', '/', (page: Page) => page.getByRole('heading', { name: '今', exact: true }).waitFor()],
    ['case', `/cases/${caseId}`, (page: Page) => page.getByRole('heading', { level: 1 }).waitFor()],
  ] as const;
  process.stdout.write(`${cpus()[0]?.model ?? 'unknown processor'}; ${KBIT} kbit/s, ${LATENCY} ms\n`);
  process.stdout.write('view  cache  first words  fetched by then        in all\n');
  for (const [name, path, heading] of views) {
    const context = await browser.browser.newContext({ locale: 'ja-JP', viewport: { width: 360, height: 740 } });
    await context.addCookies([...person.cookies].map(([cookie, value]) => ({ name: cookie, value, url: desk.url })));
    for (const cache of ['cold', 'warm']) {
      const { words, before, bytesBefore, requests, bytes } = await measured(context, `${desk.url}${path}`, heading);
      const kb = (count: number) => `${(count / 1000).toFixed(0)} kB`.padStart(7);
      process.stdout.write(
        `${name.padEnd(5)} ${cache}   ${words.toFixed(1).padStart(5)} s      ${String(before).padStart(3)} requests ${kb(bytesBefore)}   ${String(requests).padStart(3)} requests ${kb(bytes)}\n`,
      );
    }
    await context.close();
  }
} finally {
  await browser.close();
  await desk.stop();
  removeTree(folder);
}
