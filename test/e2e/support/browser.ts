// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { removeTree } from '../../support/remove-tree.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type TestBrowser = { readonly browser: Browser; readonly close: () => Promise<void> };

/** `more`: further switches of it. Debian's Chromium where there is one, else the one from the packages, unpacked into a folder of our own. */
export async function openBrowser(more: readonly string[] = []): Promise<TestBrowser> {
  const debian = '/usr/bin/chromium';
  if (existsSync(debian)) {
    const browser = await chromium.launch({ executablePath: debian, args: [...FLAGS, ...more] });
    return { browser, close: () => browser.close() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'matoi-browser-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  // Tells the package to unpack the system libraries that it carries, and to find them.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  const env = { ...process.env, ...(await fontsFor(folder)) };
  const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...more], env });
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  return {
    browser,
    async close() {
      await browser.close();
      removeTree(folder);
    },
  };
}

/** A machine without fonts ends that browser at the first form field: it gets the product's own type as its system font. */
async function fontsFor(folder: string): Promise<{ readonly FONTCONFIG_FILE: string; readonly FONTCONFIG_PATH: string }> {
  const type = join(import.meta.dirname, '..', '..', '..', 'node_modules', '@expo-google-fonts', 'noto-sans-jp');
  const file = join(folder, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${type}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`,
  );
  return { FONTCONFIG_FILE: file, FONTCONFIG_PATH: folder };
}

export type Watched = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses that were asked for outside of the desk. Must stay empty. */
  readonly foreign: readonly string[];
  /** Errors of the page and refusals by the content security policy. */
  readonly faults: readonly string[];
};

/** A fresh person at a fresh device, in one language and zone, whose every request is looked at. */
export async function openPage(browser: Browser, origin: string, locale: 'ja-JP' | 'en-GB', width = 1280): Promise<Watched> {
  const context = await browser.newContext({
    locale,
    timezoneId: 'Asia/Tokyo',
    viewport: { width, height: width < 500 ? 740 : 860 },
    colorScheme: 'light',
  });
  const foreign: string[] = [];
  const faults: string[] = [];
  // Everything that is not the desk is refused here and reported by the test.
  await context.route(
    (url) => url.origin !== origin && url.protocol.startsWith('http'),
    (route) => {
      foreign.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) foreign.push(url.href);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text()) && !message.text().includes('sandboxed')) faults.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  return { context, page, foreign, faults };
}
