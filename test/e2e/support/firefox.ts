// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '../../support/eventually.ts';
import { removeTree } from '../../support/remove-tree.ts';

// Debian's Firefox speaks WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/) as it comes; the few commands that the
// tests need are sent as they stand there.

const FIREFOX = '/usr/bin/firefox-esr';
const ENTER = '\uE007';

export const hasFirefox = (): boolean => existsSync(FIREFOX);

type Answer = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly message?: string;
};
type Evaluated = { readonly result?: { readonly value?: string }; readonly exceptionDetails?: { readonly text: string } };

export type Fox = {
  readonly goto: (url: string) => Promise<void>;
  /** What a JavaScript expression says, as text, number or truth; a list or an object goes through JSON. */
  readonly read: (expression: string) => Promise<unknown>;
  /** Waits until the page shows these words. */
  readonly see: (words: string) => Promise<void>;
  /** Waits until the page has an element that this selector fits. */
  readonly find: (selector: string) => Promise<void>;
  /** Types into the field of this label, key by key. */
  readonly type: (label: string, text: string) => Promise<void>;
  readonly pressEnter: () => Promise<void>;
  /** Presses the button of this name. */
  readonly press: (name: string) => Promise<void>;
  /** Errors of scripts, as the browser reports them. */
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
};

/** A Firefox of its own, for which every name is this machine. */
export async function openFirefox(): Promise<Fox> {
  const profile = await mkdtemp(join(tmpdir(), 'matoi-firefox-'));
  const prefs = ['user_pref("network.dns.forceResolve", "127.0.0.1");', 'user_pref("dom.security.https_first", false);'];
  await writeFile(join(profile, 'user.js'), prefs.join('\n'));
  const child = spawn(FIREFOX, ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', profile], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`Firefox ended with ${code}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const at = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
      if (at !== undefined) resolve(at);
    });
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise<unknown>((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('Firefox does not answer')));
  });
  const errors: string[] = [];
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    else if (answer.method === 'log.entryAdded') errors.push(...errorOf(answer.params));
  });
  let last = 0;
  async function send<T>(method: string, params: object): Promise<T> {
    const id = ++last;
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (answer.result === undefined) throw new Error(`${method}: ${answer.message}`);
    return answer.result as T;
  }

  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts } = await send<{ contexts: readonly { context: string }[] }>('browsingContext.getTree', {});
  const context = contexts[0]?.context ?? '';
  const read = async (expression: string): Promise<unknown> => {
    const done = await send<Evaluated>('script.evaluate', {
      expression: `JSON.stringify(${expression})`,
      // A world of its own: in the page's, its policy would take what is asked here for the page's own eval.
      target: { context, sandbox: 'test' },
      awaitPromise: true,
    });
    if (done.exceptionDetails !== undefined) throw new Error(done.exceptionDetails.text);
    return JSON.parse(done.result?.value ?? 'null');
  };
  const keys = (text: string) =>
    send('input.performActions', {
      context,
      actions: [{ type: 'key', id: 'keys', actions: [...text].flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value }))) }],
    });
  const until = (what: string, expression: string) =>
    eventually(async () => {
      if ((await read(expression)) !== true) throw new Error(`${what}: ${String(await read('document.body.innerText')).slice(0, 300)}`);
    }, 20_000);

  return {
    errors,
    read,
    goto: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    see: (words) => until(`"${words}" is not to be seen`, `document.body.innerText.includes(${JSON.stringify(words)})`),
    find: (selector) => until(`nothing fits ${selector}`, `document.querySelector(${JSON.stringify(selector)}) !== null`),
    type: (label, text) =>
      eventually(async () => {
        if ((await read(focusOn(label))) !== true)
          throw new Error(`no field "${label}": ${String(await read('document.body.innerText')).slice(0, 300)}`);
        await keys(text);
        // A page that draws itself anew while somebody types may take the focus: what was selected is typed over.
        const typed = await read('document.activeElement.value');
        if (typed !== text) throw new Error(`"${label}" has ${JSON.stringify(typed)}`);
      }, 20_000),
    pressEnter: async () => void (await keys(ENTER)),
    press: (name) => until(`no button "${name}"`, clickOn(name)),
    async close() {
      socket.close();
      child.kill('SIGTERM');
      await ended;
      removeTree(profile);
    },
  };
}

function errorOf(params: unknown): readonly string[] {
  const { level, type, text } = params as { readonly level: string; readonly type: string; readonly text: string | null };
  // A font that was on its way when the page was left is reported as a script's error.
  return level === 'error' && type === 'javascript' && text?.startsWith('downloadable font') !== true ? [text ?? ''] : [];
}

const focusOn = (label: string) => `(() => {
  const named = [...document.querySelectorAll('label')].find((one) => one.innerText.trim().startsWith(${JSON.stringify(label)}))?.control;
  const field = named ?? document.querySelector('[aria-label=' + JSON.stringify(${JSON.stringify(label)}) + ']');
  field?.focus();
  field?.select();
  return field != null && document.activeElement === field;
})()`;

const clickOn = (name: string) => `(() => {
  const button = [...document.querySelectorAll('button')].find((one) => one.innerText.trim() === ${JSON.stringify(name)} && !one.disabled);
  button?.click();
  return button != null;
})()`;
