// SPDX-License-Identifier: Apache-2.0
// npm run prove:lost-update -- [--writers 50] [--saves 200] [--plant last-writer-wins|refused-not-kept]
// Many signed-in people save one note at once over HTTP to a desk that runs as a process of its own over PostgreSQL.
// Every save must answer 200 or 412, a 412 must bring both texts, and every text ever sent must stand in the history:
// accepted ones under their version and anchored in the journal, refused ones beside.
import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { createNoteStore } from '../../src/adapters/postgres/remediation-store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import type { Note } from '../../src/remediation/contract.ts';
import { openTestDesk } from '../support/desk.ts';
import { startDeskProcess } from '../support/process.ts';
import { addPersonWithPassword, addressOf, PASSWORD } from '../support/role-visitors.ts';

const { values } = parseArgs({
  options: { writers: { type: 'string', default: '50' }, saves: { type: 'string', default: '200' }, plant: { type: 'string' } },
});
const writers = Number(values.writers);
const saves = Number(values.saves);

const desk = await openTestDesk();
const founder = { type: 'person', id: 'p0', name: 'founder' } as const;
const { caseId } = await desk.journal.write((writing) =>
  writing.openCase(founder, () => [{ kind: 'case.opened', body: { title: 'lost updates', reportId: null } }]),
);
for (let writer = 1; writer <= writers; writer += 1) await addPersonWithPassword(desk, ['responder'], `writer-${writer}`);
const notes = createNoteStore(desk.database);
const planted = { NODE_OPTIONS: `--import ${new URL('./plant-paging.ts', import.meta.url).href}`, MATOI_PLANT: values.plant ?? '' };
const running = await startDeskProcess(desk.dataFolder, {
  DATABASE_URL: desk.databaseUrl,
  ...(values.plant === undefined ? {} : planted),
});

type Answer = { readonly status: number; readonly body: unknown; readonly cookies: readonly string[] };
type Say = (method: string, path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** One person at one machine: an address of loopback and a connection of their own. */
function personAt(writer: number): Say {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const localAddress = process.platform === 'linux' ? `127.0.1.${writer % 250}` : '127.0.0.1';
  return (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const sent = request(
        new URL(path, running.url),
        {
          method,
          agent,
          localAddress,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), origin: running.url, ...headers },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            const said = Buffer.concat(parts).toString();
            resolve({
              status: answer.statusCode ?? 0,
              body: said === '' ? null : (JSON.parse(said) as unknown),
              cookies: answer.headers['set-cookie'] ?? [],
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
}

type Refused = { readonly facts: { readonly theirs: string; readonly yours: string; readonly version: number } };
const counts = { accepted: 0, refused: 0, other: 0, throttled: 0, refusedWithoutBothTexts: 0, versionsTwice: 0 };
const acknowledged = new Map<number, string>();
const sent = new Set<string>();
const noteId = 'note-lost-update';
const path = `/api/v1/cases/${caseId}/notes/${noteId}`;

async function signIn(writer: number): Promise<{ readonly say: Say; readonly cookie: string }> {
  const say = personAt(writer);
  const answer = await say('POST', '/api/auth/sign-in/email', { email: addressOf(`writer-${writer}`), password: PASSWORD });
  if (answer.status !== 200) throw new Error(`sign-in of writer ${writer}: ${answer.status}`);
  return { say, cookie: answer.cookies.map((line) => line.split(';')[0]).join('; ') };
}

async function write(writer: number, { say, cookie }: { readonly say: Say; readonly cookie: string }): Promise<void> {
  let seen = 0;
  for (let save = 0; save < saves; save += 1) {
    const text = `writer ${writer} save ${save} on version ${seen}`;
    sent.add(text);
    const body = { title: 'shared', text, tlp: 'AMBER', happenedAt: null, attachments: [] };
    const answer = await say('PUT', path, body, { cookie, 'if-match': `"${seen}"` });
    if (answer.status === 429) {
      counts.throttled += 1;
      save -= 1;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    } else if (answer.status === 412) {
      const { facts } = answer.body as Refused;
      counts.refused += 1;
      if (facts.yours !== text || facts.theirs === '') counts.refusedWithoutBothTexts += 1;
      seen = facts.version;
    } else if (answer.status === 200) {
      const { version } = answer.body as Note;
      counts.accepted += 1;
      if (acknowledged.has(version)) counts.versionsTwice += 1;
      acknowledged.set(version, text);
      seen = version;
    } else counts.other += 1;
  }
}

const people = [];
for (let writer = 1; writer <= writers; writer += 1) people.push(await signIn(writer));
const began = performance.now();
await Promise.all(people.map((person, index) => write(index + 1, person)));
const seconds = (performance.now() - began) / 1000;
const exit = await running.stop();

const history = await notes.history(noteId, writers * saves + 10);
const accepted = new Map(history.filter((row) => row.accepted).map((row) => [row.version, row.text]));
const refused = new Set(history.filter((row) => !row.accepted).map((row) => row.text));
const lost = [...acknowledged].filter(([version, text]) => accepted.get(version) !== text);
const kept = new Set([...refused, ...accepted.values()]);
const nowhere = [...sent].filter((text) => !kept.has(text));
const entries = await desk.journal.entries(caseId, 0, writers * saves + 10);
const anchored = new Map(
  entries.flatMap((entry) =>
    entry.kind === 'note.saved' && entry.body !== null ? [[entry.body.version, entry.body.digest] as const] : [],
  ),
);
const unanchored = [...acknowledged].filter(([version, text]) => anchored.get(version) !== sha256(text));
const versions = [...accepted.keys()].toSorted((a, b) => (a ?? 0) - (b ?? 0));
const gapless = versions.every((version, index) => version === index + 1);
// An accepted text that was written without sight of the one before it has overwritten somebody.
const blind = history.filter((row) => row.accepted && row.basedOn !== (row.version ?? 0) - 1).length;
const figures = {
  writers,
  saves: writers * saves,
  ...counts,
  texts: history.length,
  lostAcknowledged: lost.length,
  overwrittenUnseen: blind,
  textsNowhere: nowhere.length,
  notAnchoredInJournal: unanchored.length,
  versionsWithoutGap: gapless,
  deskExit: exit,
  seconds: Math.round(seconds),
  savesPerSecond: Math.round((writers * saves) / seconds),
};
console.log(JSON.stringify(figures, null, 1));
await desk.close();
const sound =
  counts.accepted + counts.refused === writers * saves &&
  counts.accepted > 0 &&
  counts.refused > 0 &&
  counts.other + counts.refusedWithoutBothTexts + counts.versionsTwice + lost.length + blind + nowhere.length + unanchored.length === 0 &&
  exit === 0 &&
  gapless;
const missing = lost.length + blind + nowhere.length + unanchored.length;
console.log(`prove:lost-update: ${writers * saves} saves of ${writers} writers, ${missing} texts lost or overwritten unseen`);
process.exit(sound ? 0 : 1);
