// SPDX-License-Identifier: Apache-2.0
// npm run prove:lost-update -- [--writers 50] [--saves 200]
// Many writers save one note at once through the note's route. Every save must answer 200 or 412, a 412 must bring both
// texts, and every text ever sent must stand in the history: accepted ones under their version, refused ones beside.
import { parseArgs } from 'node:util';
import { createNoteStore } from '../../src/adapters/postgres/remediation-store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import type { RouteSpec } from '../../src/edge/route.ts';
import type { Note } from '../../src/remediation/contract.ts';
import { noteRoutes } from '../../src/remediation/notes/routes.ts';
import { openTestDesk } from '../support/desk.ts';

const { values } = parseArgs({ options: { writers: { type: 'string', default: '50' }, saves: { type: 'string', default: '200' } } });
const writers = Number(values.writers);
const saves = Number(values.saves);

const desk = await openTestDesk();
const founder = { type: 'person', id: 'p0', name: 'founder' } as const;
const { caseId } = await desk.journal.write((writing) =>
  writing.openCase(founder, () => [{ kind: 'case.opened', body: { title: 'lost updates', reportId: null } }]),
);
const notes = createNoteStore(desk.database);
const routes = noteRoutes({ journal: desk.journal, notes, clock: desk.clock, hash: sha256 });
const put = routes.find((one) => one.method === 'PUT' && one.path.endsWith(':noteId')) as RouteSpec;
const params = { caseId, noteId: 'note-lost-update' };

type Answer = { status: 200; body: Note } | { problem: { status: number; facts: { theirs: string; yours: string; version: number } } };
const counts = { accepted: 0, refused: 0, other: 0, refusedWithoutBothTexts: 0 };
const acknowledged = new Map<number, string>();
const sent = new Set<string>();

async function write(writer: number): Promise<void> {
  const who = { personId: `p${writer}`, name: `writer ${writer}`, roles: ['responder'], machine: false } as const;
  let seen = 0;
  for (let save = 0; save < saves; save += 1) {
    const text = `writer ${writer} save ${save} on version ${seen}`;
    sent.add(text);
    const body = { title: 'shared', text, tlp: 'AMBER', happenedAt: null, attachments: [] };
    const answer = (await put.handle({
      params,
      query: undefined,
      body,
      who,
      lang: 'en',
      ifMatch: String(seen),
      uploads: [],
      address: '',
    })) as Answer;
    if ('problem' in answer) {
      const { status, facts } = answer.problem;
      if (status !== 412) counts.other += 1;
      else {
        counts.refused += 1;
        if (facts.yours !== text || facts.theirs === '') counts.refusedWithoutBothTexts += 1;
        seen = facts.version;
      }
    } else {
      counts.accepted += 1;
      if (acknowledged.has(answer.body.version)) counts.other += 1;
      acknowledged.set(answer.body.version, text);
      seen = answer.body.version;
    }
  }
}

const began = performance.now();
await Promise.all(Array.from({ length: writers }, (_, index) => write(index + 1)));
const seconds = (performance.now() - began) / 1000;

const history = await notes.history(params.noteId, writers * saves + 10);
const accepted = new Map(history.filter((row) => row.accepted).map((row) => [row.version, row.text]));
const refused = new Set(history.filter((row) => !row.accepted).map((row) => row.text));
const lost = [...acknowledged].filter(([version, text]) => accepted.get(version) !== text);
const kept = new Set([...refused, ...accepted.values()]);
const nowhere = [...sent].filter((text) => !kept.has(text));
const entries = await desk.journal.entries(caseId, 0, writers * saves + 10);
const anchored = entries.flatMap((entry) => (entry.kind === 'note.saved' && entry.body !== null ? [entry.body] : []));
const unanchored = [...acknowledged].filter(
  ([version, text]) => !anchored.some((body) => body.version === version && body.digest === sha256(text)),
);
const versions = [...accepted.keys()].toSorted((a, b) => (a ?? 0) - (b ?? 0));
const gapless = versions.every((version, index) => version === index + 1);
const figures = {
  writers,
  saves: writers * saves,
  ...counts,
  texts: history.length,
  lostAcknowledged: lost.length,
  textsNowhere: nowhere.length,
  notAnchoredInJournal: unanchored.length,
  versionsWithoutGap: gapless,
  seconds: Math.round(seconds),
  savesPerSecond: Math.round((writers * saves) / seconds),
};
console.log(JSON.stringify(figures, null, 1));
await desk.close();
const sound =
  counts.accepted + counts.refused === writers * saves &&
  counts.accepted > 0 &&
  counts.refused > 0 &&
  counts.other + counts.refusedWithoutBothTexts + lost.length + nowhere.length + unanchored.length === 0 &&
  gapless;
process.exit(sound ? 0 : 1);
