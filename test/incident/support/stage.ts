// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseCommandAsk, CaseSheet, EntryWire } from '../../../src/case/contract.ts';
import { wholeSheet } from '../../support/whole-sheet.ts';
import type { WholeSheet } from '../../support/whole-sheet.ts';
import { importsSchema, importSchema } from '../../../src/hunt/sources/sources.contract.ts';
import type { Role } from '../../../src/edge/role.ts';
import { visitor } from '../../support/browser-like.ts';
import type { Answer, Visitor } from '../../support/browser-like.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/process.ts';
import { removeTree } from '../../support/remove-tree.ts';
import type { ClockOrder } from './desk-process.ts';

const MINUTE = 60_000;
const PIECE_BYTES = 4_000_000;
export const PASSWORD = 'a long sentence for the desk';

/** Somebody who works at the desk: signed in, with the calls that a screen would make. Each throws where the desk refuses. */
export type Person = {
  readonly personId: string;
  readonly name: string;
  readonly visitor: Visitor;
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body?: unknown) => Promise<T>;
  readonly put: <T>(path: string, body: unknown, version?: number) => Promise<T>;
  /** What the desk answers where it is expected to refuse: status and code. */
  readonly refused: (path: string, body?: unknown) => Promise<string>;
  /** One press at the case. */
  readonly press: (caseId: string, command: CaseCommandAsk) => Promise<CaseSheet>;
};

/** A running desk and its people, on a clock that only goes forward. */
export type Stage = {
  readonly url: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly first: Person;
  /** Adds somebody with a sign-in of their own. */
  readonly hire: (name: string, mail: string, roles: readonly Role[]) => Promise<Person>;
  readonly now: () => number;
  readonly forward: (minutes: number) => Promise<void>;
  /** `matoi …` on the desk's data and by the desk's clock; not for what opens no store. */
  readonly command: (args: readonly string[]) => Promise<{ readonly stdout: string; readonly stderr: string }>;
  readonly bringLog: (by: Person, fileName: string, text: string) => Promise<void>;
  readonly sheet: (caseId: string) => Promise<WholeSheet>;
  /** The case once it fulfils what `fits` asks of it. */
  readonly until: (caseId: string, what: string, fits: (sheet: WholeSheet) => boolean) => Promise<WholeSheet>;
  /** The whole timeline, in order. */
  readonly entries: (caseId: string) => Promise<readonly EntryWire[]>;
  readonly said: () => string;
  readonly close: () => Promise<void>;
};

export type StageOptions = {
  readonly organisation: string;
  readonly first: { readonly name: string; readonly mail: string };
  /** When it begins by the desk's clock, not before this machine's own; now where nobody says. */
  readonly startsAt?: number;
  /** The file that says which name servers the desk asks; this machine's where nobody says. */
  readonly resolverFile?: string;
};

/** Starts a real desk process in an empty folder and sets it up as its first person would. `env`: its settings. */
export async function openStage(options: StageOptions, env: Readonly<Record<string, string>>): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'matoi-incident-'));
  // The database's own account passes through it.
  await chmod(folder, 0o755);
  const dataFolder = join(folder, 'data');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const clock = { ahead: Math.max(0, (options.startsAt ?? 0) - Date.now()) };
  const launcher = options.resolverFile === undefined ? null : await launcherIn(folder, options.resolverFile);
  const settings = { INCIDENT_CLOCK_AHEAD: String(clock.ahead), MATOI_DATA: dataFolder, MATOI_PORT: String(port), MATOI_URL: url, ...env };
  const { child, setUpCode, said, ended } = await startDesk(settings, launcher);
  const first = await personOf(visitor(url), async (guest) => {
    const { name, mail } = options.first;
    const asked = { code: setUpCode, lang: 'ja', organisation: options.organisation, name, address: mail, password: PASSWORD };
    return taken(await guest.post('/api/v1/setup', asked));
  });
  const asks = { get: async (path: string) => ({ json: await first.get<unknown>(path) }) };
  const sheet = (caseId: string) => wholeSheet(asks, caseId);
  return {
    url,
    folder,
    dataFolder,
    first,
    async hire(name, mail, roles) {
      const made = { name, addresses: [mail], roles, lang: 'ja', signIn: true, telephone: '03-5555-0100' };
      const { password } = await first.post<{ password: string }>('/api/v1/people', made);
      return personOf(visitor(url), async (guest) => {
        taken(await guest.post('/api/auth/sign-in/email', { email: mail, password }));
        const change = { currentPassword: password, newPassword: PASSWORD, revokeOtherSessions: true };
        taken(await guest.post('/api/auth/change-password', change));
      });
    },
    now: () => Date.now() + clock.ahead,
    forward: (minutes) => {
      clock.ahead += minutes * MINUTE;
      return move(child, { ahead: clock.ahead });
    },
    command: (args) => commandOf(args, { INCIDENT_CLOCK_AHEAD: String(clock.ahead), MATOI_DATA: dataFolder }),
    async bringLog(by, name, text) {
      const { importId } = importSchema.parse(await by.post('/api/v1/logs/uploads', { name, bytes: Buffer.byteLength(text) }));
      const bytes = Buffer.from(text);
      for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES) {
        const form = new FormData();
        form.append('piece', new Blob([bytes.subarray(offset, offset + PIECE_BYTES)]), 'piece');
        taken(await by.visitor.call('PUT', `/api/v1/logs/uploads/${importId}?offset=${offset}`, form));
      }
      await eventually(async () => {
        const { imports } = importsSchema.parse(await by.get('/api/v1/logs/imports'));
        const state = imports.find((one) => one.importId === importId)?.state;
        if (state !== 'done') throw new Error(`the log ${name} is ${state}`);
      }, 900_000);
    },
    sheet,
    until: (caseId, what, fits) =>
      eventually(async () => {
        const seen = await sheet(caseId);
        if (!fits(seen)) throw new Error(`not yet: ${what}`);
        return seen;
      }, 180_000),
    entries: (caseId) => entriesOf(first, caseId),
    said,
    async close() {
      child.kill('SIGTERM');
      await ended;
      removeTree(folder);
    },
  };
}

async function entriesOf(person: Person, caseId: string): Promise<readonly EntryWire[]> {
  const all: EntryWire[] = [];
  for (let after: string | null = null; ; ) {
    const page: { items: EntryWire[]; next: string | null } = await person.get(
      `/api/v1/cases/${caseId}/entries${after === null ? '' : `?after=${after}`}`,
    );
    all.push(...page.items);
    if (page.next === null) return all.toSorted((a, b) => a.seq - b.seq);
    after = page.next;
  }
}

/** An answer that is no refusal, as what it says. */
export function taken<T>(answer: Answer): T {
  if (answer.status >= 400) throw new Error(`the desk answered ${answer.status}: ${answer.text.slice(0, 600)}`);
  return answer.json as T;
}

async function personOf(guest: Visitor, enter: (guest: Visitor) => Promise<unknown>): Promise<Person> {
  await enter(guest);
  const { person } = taken<{ person: { personId: string; name: string } }>(await guest.get('/api/v1/session'));
  const get = async <T>(path: string) => taken<T>(await guest.get(path));
  return {
    ...person,
    visitor: guest,
    get,
    post: async (path, body) => taken(await guest.post(path, body)),
    put: async (path, body, version) =>
      taken(await guest.call('PUT', path, body, version === undefined ? {} : { 'if-match': String(version) })),
    async refused(path, body) {
      const { status, json } = await guest.post(path, body);
      return status < 400 ? `taken (${status})` : ((json as { code?: string } | null)?.code ?? String(status));
    },
    async press(caseId, command) {
      // The desk's own tasks write as well: whoever is told so presses again.
      for (let tries = 0; ; tries += 1) {
        const { seq } = await get<CaseSheet>(`/api/v1/cases/${caseId}`);
        const answer = await guest.call('POST', `/api/v1/cases/${caseId}/entries`, command, { 'if-match': String(seq) });
        if (answer.status !== 412 || tries > 20) return taken<CaseSheet>(answer);
      }
    },
  };
}

/** Starts Node where the resolver file of this machine is another one, for this process and its children alone. */
async function launcherIn(folder: string, resolverFile: string): Promise<string> {
  const file = join(folder, 'launcher.sh');
  const inside = `mount --bind '${resolverFile}' /etc/resolv.conf && exec "$0" "$@"`;
  await writeFile(file, `#!/bin/sh\nexec unshare -m sh -c '${inside.replaceAll("'", String.raw`'\''`)}' '${process.execPath}' "$@"\n`, {
    mode: 0o755,
  });
  return file;
}

async function startDesk(env: Readonly<Record<string, string>>, launcher: string | null) {
  const child = fork(join(import.meta.dirname, 'desk-process.ts'), ['start', '--lang', 'en'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(launcher === null ? {} : { execPath: launcher }),
  });
  const heard: Buffer[] = [];
  const said = () => Buffer.concat(heard).toString('utf8');
  const ended = new Promise<number | null>((done) => child.once('close', done));
  await new Promise<void>((open, fail) => {
    const hear = (piece: Buffer): void => {
      heard.push(piece);
      if (said().includes('Stop: Ctrl-C')) open();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void ended.then((code) => fail(new Error(`the desk ended with ${code}: ${said()}`)));
  });
  const setUpCode = /\/setup#(\S+)/.exec(said())?.[1];
  if (setUpCode === undefined) throw new Error(`no link to set up: ${said()}`);
  return { child, setUpCode, said, ended };
}

async function commandOf(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = fork(join(import.meta.dirname, 'desk-process.ts'), [...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (piece: Buffer) => out.push(piece));
  child.stderr?.on('data', (piece: Buffer) => err.push(piece));
  await new Promise((done) => child.once('close', done));
  return { stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') };
}

function move(child: ChildProcess, order: ClockOrder): Promise<void> {
  return new Promise((done) => {
    child.once('message', () => done());
    child.send(order);
  });
}
