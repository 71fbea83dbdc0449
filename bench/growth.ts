// SPDX-License-Identifier: Apache-2.0
/**
 * What grows with the work and what does not: each act on a small desk against the same act on a large one, turn by turn in
 * one run. `node bench/growth.ts [--entries 20000] [--cases 5000] [--reports 20000] [--turns 30]`
 */
import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { sql } from 'kysely';
import { createIntakeStore } from '../src/adapters/postgres/intake-store.ts';
import type { NewReport } from '../src/intake/intake-store.port.ts';
import type { Draft } from '../src/case/entry.ts';
import type { CaseId } from '../src/journal/stream.ts';
import type { Sha256 } from '../src/kernel/sha256.ts';
import { routesOfEveryPart } from '../test/support/every-part.ts';
import { signedIn } from '../test/support/role-visitors.ts';
import { serveDesk } from '../test/support/served-desk.ts';
import type { ServedDesk } from '../test/support/served-desk.ts';

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const SMALL = { entries: 50, cases: 50, reports: 1000 };
const LARGE = { entries: option('entries', 20_000), cases: option('cases', 5000), reports: option('reports', 20_000) };
const TURNS = option('turns', 30);
const A_BATCH = 1000;
const actor = { type: 'machine', name: 'bench' } as const;

const work = (number: string, due: string | null): Draft => ({
  kind: 'work.item-added',
  body: {
    itemId: `W-${number}`,
    title: `端末 ${number} を調べる`,
    detail: '',
    step: null,
    workstream: 'other',
    workstreamName: '',
    dependsOn: [],
    owner: null,
    department: '',
    due,
    needsAckBy: null,
    touchesCustomers: false,
    fourEyes: false,
  } as never,
});

/** Of twenty entries thirteen notes, four pieces of work and two reports, beside one that is done. */
function mixed(n: number): Draft {
  const at = n % 20;
  const number = String(n).padStart(6, '0');
  if (at < 13)
    return { kind: 'case.noted', body: { noteId: `note-${number}`, text: 'ログを見て、内線で本人に確かめた。', happenedAt: null } };
  if (at < 17) return work(number, null);
  if (at === 17) return { kind: 'work.done', body: { itemId: `W-${String(n - 1).padStart(6, '0')}`, result: '異常なし', evidence: [] } };
  const raw = createHash('sha256').update(number).digest('hex');
  return {
    kind: 'report.received',
    body: {
      reportId: `R-2026-${number}`,
      kind: 'report',
      channel: 'smtp',
      raw,
      bytes: 1000,
      subject: `不審なメール ${number}`,
      from: 'a@example.jp',
      kindReasons: [],
      charsetNotes: [],
    },
  };
}

async function caseOf(desk: ServedDesk, entries: number): Promise<CaseId> {
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: `記録 ${entries} 件`, reportId: null } }]),
  );
  for (let from = 0; from < entries; from += A_BATCH)
    await desk.journal.append({
      stream: caseId,
      actor,
      drafts: Array.from({ length: Math.min(A_BATCH, entries - from) }, (_, at) => mixed(from + at)),
    });
  return caseId;
}

const DUE = 20;

/** Open cases with nothing that stands in them, beside those that were made, but twenty of them: these have work with a time. */
async function manyCases(desk: ServedDesk, count: number): Promise<void> {
  for (let from = 0; from < count; from += 500)
    await desk.journal.write((writing) =>
      writing.together(async () => {
        for (let at = from; at < Math.min(count, from + 500); at += 1) {
          const opened: Draft = { kind: 'case.opened', body: { title: `事案 ${at}`, reportId: null } };
          const isDue = at % Math.floor(count / DUE) === 0 && at < Math.floor(count / DUE) * DUE;
          await writing.openCase(actor, () => [opened, ...(isDue ? [work(String(at), '2026-12-24T09:00:00.000Z')] : [])]);
        }
      }),
    );
}

const WORDS = [
  '見積',
  '請求',
  '会議',
  '資料',
  '納期',
  '予約',
  '連絡',
  '確認',
  '在庫',
  '発送',
  '契約',
  '更新',
  '案内',
  '回答',
  '依頼',
  '報告',
];

/** Reports with two hundred characters of usual words each; one in two hundred speaks of a flaw. */
async function manyReports(desk: ServedDesk, from: number, to: number): Promise<void> {
  const store = createIntakeStore(desk.database);
  for (let start = from; start < to; start += 500) {
    const rows = Array.from({ length: Math.min(500, to - start) }, (_, at): NewReport => {
      const n = start + at;
      const words = Array.from({ length: 50 }, (_one, word) => WORDS[(n * 7 + word * (1 + (n % 5))) % WORDS.length]).join('の');
      const raw = createHash('sha256').update(`mail ${n}`).digest('hex') as Sha256;
      return {
        reportId: `R-2025-${String(n).padStart(6, '0')}` as NewReport['reportId'],
        caseId: null,
        kind: 'report',
        channel: 'smtp',
        state: 'new',
        raw,
        bytes: 1000,
        subject: words.slice(0, 20),
        from: 'a@example.jp',
        receivedAt: desk.clock.now(),
        kindReasons: [],
        charsetNotes: [],
        words: n % 200 === 0 ? `${words} 瑕疵` : words,
        keys: [],
      };
    });
    await desk.journal.write(({ tx }) => store.insert(tx, rows, []));
  }
  while ((await store.indexWords(2000)) > 0);
  await sql`analyze`.execute(desk.database.on());
}

type Act = { readonly name: string; readonly small: () => Promise<number>; readonly large: () => Promise<number> };

const quantile = (times: readonly number[], q: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;

async function measure({ name, small, large }: Act): Promise<void> {
  const sizes = [await small(), await large()];
  const times: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [at, act] of [small, large].entries()) {
      const began = performance.now();
      await act();
      times[at]?.push(performance.now() - began);
    }
  const [p50s, p50l] = [quantile(times[0], 0.5), quantile(times[1], 0.5)];
  const [p95s, p95l] = [quantile(times[0], 0.95), quantile(times[1], 0.95)];
  const kb = (bytes: number | undefined): string => `${((bytes ?? 0) / 1000).toFixed(1)} kB`;
  process.stdout.write(
    `${name.padEnd(44)} ${p50s.toFixed(1).padStart(6)} /${p95s.toFixed(1).padStart(6)} ms ${kb(sizes[0]).padStart(10)}  | ` +
      `${p50l.toFixed(1).padStart(6)} /${p95l.toFixed(1).padStart(6)} ms ${kb(sizes[1]).padStart(10)}  | p50 x${(p50l / p50s).toFixed(1)}\n`,
  );
}

const desks = [await serveDesk({ routes: routesOfEveryPart }), await serveDesk({ routes: routesOfEveryPart })] as const;
const [few, many] = desks;
try {
  process.stdout.write(`Node ${process.version}, ${cpus().length} cores; ${TURNS} turns, small and large by turns, p50 / p95\n`);
  const people = [await signedIn(few, ['responder']), await signedIn(many, ['responder'])] as const;
  const began = performance.now();
  const cases = [await caseOf(many, SMALL.entries), await caseOf(many, LARGE.entries)] as const;
  await manyCases(few, SMALL.cases);
  await manyCases(many, LARGE.cases);
  await manyReports(few, 0, SMALL.reports);
  await manyReports(many, 0, LARGE.reports);
  process.stdout.write(
    `a case of ${SMALL.entries} and of ${LARGE.entries} mixed entries; ${SMALL.cases} and ${LARGE.cases} open cases; ${SMALL.reports} and ` +
      `${LARGE.reports} reports (made in ${((performance.now() - began) / 1000).toFixed(0)} s)\n`,
  );
  const get = (at: 0 | 1, path: string) => async () => {
    const answer = await people[at].get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return Buffer.byteLength(answer.text);
  };
  const numbers = { note: 0 };
  const note = (caseId: CaseId) => async () => {
    const body = { do: 'note', noteId: `bench-note-${++numbers.note}`, text: '電話で確かめた。', happenedAt: null };
    const answer = await people[1].post(`/api/v1/cases/${caseId}/entries`, body);
    if (answer.status !== 200) throw new Error(`note: ${answer.status} ${answer.text.slice(0, 300)}`);
    return Buffer.byteLength(answer.text);
  };
  const ofCase = (name: string, path: string): Act => ({
    name,
    small: get(1, `/api/v1/cases/${cases[0]}${path}`),
    large: get(1, `/api/v1/cases/${cases[1]}${path}`),
  });
  const ofDesk = (name: string, path: string): Act => ({ name, small: get(0, path), large: get(1, path) });
  await measure({ name: 'a note and its answer', small: note(cases[0]), large: note(cases[1]) });
  await measure(ofCase('the sheet of a case', ''));
  await measure(ofCase('a page of its timeline (50 entries)', '/entries?limit=50'));
  await measure(ofDesk('the list of cases', '/api/v1/cases'));
  await measure(ofDesk('open clocks (the top bar)', '/api/v1/clocks/open'));
  await measure(ofDesk('due work (Now)', '/api/v1/work/due'));
  await measure(ofDesk('what I was asked to do (Now)', '/api/v1/asked'));
  await measure(ofDesk('search of reports, two characters', `/api/v1/reports?search=${encodeURIComponent('瑕疵')}`));
  await measure(ofDesk('search of reports, a frequent pair', `/api/v1/reports?search=${encodeURIComponent('見積')}`));
  await measure(ofDesk('search of reports, a frequent word', `/api/v1/reports?search=${encodeURIComponent('見積の')}`));
  await measure(ofDesk('search of reports, nowhere', `/api/v1/reports?search=${encodeURIComponent('鼈甲飴')}`));
  process.stdout.write(`resident ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB, both desks and the visitors in one process\n`);
} finally {
  for (const desk of desks) await desk.close();
}
