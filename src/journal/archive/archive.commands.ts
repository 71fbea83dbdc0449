// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { operatorActor } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import type { BlobStore } from '../blob-store.port.ts';
import { openEntry } from '../chain.ts';
import { ownEntry } from '../entry.ts';
import type { Language } from '../language.port.ts';
import { journalProblem } from '../problems.ts';
import type { StoredEntry } from '../store.port.ts';
import { parseCaseId } from '../stream.ts';
import type { StreamId } from '../stream.ts';
import { checkArchive, readArchive, writeArchive } from './archive.ts';
import { importCase } from './import.ts';
import type { ImportDeps } from './import.ts';
import { meaningOf } from './meaning.ts';

type Opened = {
  readonly store: { readonly read: (stream: StreamId, after: number, limit: number) => Promise<readonly StoredEntry[]> };
  readonly journal: { readonly blobsOf: (stream: StreamId) => Promise<ReadonlySet<Sha256>> };
  readonly blobs: BlobStore;
};

const PRACTISED = {
  ja: 'このアーカイブには、練習用のデスクで書き出されたと記されています。',
  en: 'The archive says that it was written on a practice desk.',
};

/** `matoi case export CASE FILE`: the same bytes for the same record. `practises`: this desk is one to practise on. */
export function exportCommand(open: () => Promise<Opened>, hash: HashBytes, practises: boolean): CommandSpec {
  return {
    path: ['case', 'export'],
    summary: {
      ja: '事案の記録と原本をすべて一つのアーカイブに書き出します（matoi journal verify FILE で確かめられます）',
      en: 'Write all entries and originals of a case into one archive (matoi journal verify FILE checks it)',
    },
    args: 'CASE FILE',
    options: {},
    reads: readsCase,
    async run({ args: [text = '', file = ''], out, lang }) {
      const caseId = parseCaseId(text);
      if (caseId === null || file === '') {
        out.problem(journalProblem('journal.no-such-stream', undefined, { stream: text }));
        return 2;
      }
      const { store, journal, blobs } = await open();
      const rows: StoredEntry[] = [];
      for (let after = 0; ; ) {
        const page = await store.read(caseId, after, 500);
        rows.push(...page);
        const last = page.at(-1);
        if (last === undefined) break;
        after = last.seq;
      }
      if (rows.length === 0) {
        out.problem(journalProblem('journal.no-such-stream', undefined, { stream: text }));
        return 2;
      }
      // Our own word of where it came from is no part of it: what comes in goes out in the same bytes.
      const practice = practiceOf(rows) ?? practises;
      if (openEntry(rows.at(-1) as StoredEntry).kind === 'case.imported') rows.pop();
      const originals = new Map<string, Uint8Array | null>();
      for (const sha256 of await journal.blobsOf(caseId)) originals.set(sha256, await blobs.get(sha256));
      await writeFile(file, writeArchive(caseId, rows, originals, hash, practice === 'not said' ? null : practice), { mode: 0o600 });
      out.line(
        {
          ja: `記録 ${rows.length} 件、原本 ${originals.size} 個、最後のハッシュ ${rows.at(-1)?.hash ?? ''}：${file}`,
          en: `${rows.length} entries, ${originals.size} originals, last hash ${rows.at(-1)?.hash ?? ''}: ${file}`,
        }[lang],
      );
      if (practice === true) out.line(PRACTISED[lang]);
      return 0;
    },
  };
}

/** What the archive said by which the case came in; null: it was written here. */
function practiceOf(rows: readonly StoredEntry[]): boolean | 'not said' | null {
  for (const row of rows) {
    const entry = ownEntry(openEntry(row));
    if (entry?.kind === 'case.imported') return entry.body.practice ?? 'not said';
  }
  return null;
}

type Receiving<View> = Omit<ImportDeps<View>, 'store' | 'blobs'> & {
  readonly open: () => Promise<Pick<ImportDeps<View>, 'store' | 'blobs'>>;
};

/** `matoi case import FILE --from WHO`. */
export function importCommand<View>(deps: Receiving<View>): CommandSpec {
  return {
    path: ['case', 'import'],
    summary: {
      ja: 'ほかのデスクが書き出した事案を、記録として取り込みます（番号・鎖・原本はそのまま。ここでは進められません）',
      en: 'Take in a case that another desk exported, as a record: number, chain and originals as they are, not to be worked on here',
    },
    args: 'FILE',
    options: {
      from: {
        type: 'string',
        value: 'WHO',
        about: { ja: 'どこから受け取ったか（経緯に残ります）', en: 'from whom it came; it stays in the timeline' },
      },
    },
    negative: {
      ja: 'アーカイブが壊れている、またはここにあるものとぶつかる',
      en: 'the archive is broken, or something here stands in its way',
    },
    async run({ args: [file = ''], text, out, lang, format, operator }) {
      const from = (text('from') ?? '').trim();
      const bytes = await readFile(file).catch(() => null);
      if (bytes === null) {
        out.problem(journalProblem('journal.file-not-readable', undefined, { file }));
        return 2;
      }
      if (from === '' || from.length > 200) {
        out.problem(journalProblem('journal.from-missing'));
        return 2;
      }
      const done = await importCase({ ...deps, ...(await deps.open()) }, bytes, operatorActor(operator), from);
      if (done.is === 'refused') {
        out.problem(done.problem);
        return 1;
      }
      if (done.is === 'broken') {
        const faults = done.faults.map(({ where, text: words }) => ({ where, text: words[lang] }));
        if (format !== 'words') out.json({ imported: false, faults });
        else {
          for (const one of faults) out.line(`${one.where}  ${one.text}`);
          out.problem(journalProblem('journal.archive-broken', undefined, { file }));
        }
        return 1;
      }
      const { caseId, entries, originals, erased, practice } = done;
      if (format !== 'words') out.json({ imported: true, caseId, entries, originals, erased, practice });
      else {
        out.line(
          {
            ja: `${caseId} を取り込みました：記録 ${entries} 件、原本 ${originals} 個（消去済み ${erased} 個は消去されたまま）。登録簿・人・権限は含まれません。この事案をここで進めることはできません。`,
            en: `${caseId} was taken in: ${entries} entries, ${originals} originals (${erased} erased ones stay erased). Registers, people and rights are not part of it. The case is not worked on here.`,
          }[lang],
        );
        if (practice === true) out.line(PRACTISED[lang]);
      }
      return 0;
    },
  };
}

/** `matoi journal verify FILE`: needs no desk and no store. */
export async function verifyArchive<View>(
  { args: [file = ''], out, lang, format }: CommandCall,
  hash: HashBytes,
  language: Language<View>,
): Promise<ExitCode> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) {
    out.problem(journalProblem('journal.file-not-readable', undefined, { file }));
    return 2;
  }
  const { faults: broken, ...found } = checkArchive(bytes, hash);
  // What the entries say is asked only of those whose hashes add up.
  const faults = broken.length > 0 ? broken : meaningOf(readArchive(bytes), language).faults;
  if (format !== 'words')
    out.json({ ...found, sound: faults.length === 0, faults: faults.map(({ where, text }) => ({ where, text: text[lang] })) });
  else {
    for (const { where, text } of faults) out.line(`${where}  ${text[lang]}`);
    out.line(
      {
        ja: `${found.caseId}：記録 ${found.entries} 件、原本 ${found.blobs} 個。${faults.length === 0 ? 'すべて整合しています。' : `壊れた箇所：${faults.length}`}`,
        en: `${found.caseId}: ${found.entries} entries, ${found.blobs} originals. ${faults.length === 0 ? 'Everything adds up.' : `Broken: ${faults.length}`}`,
      }[lang],
    );
    if (found.practice === true) out.line(PRACTISED[lang]);
  }
  return faults.length === 0 ? 0 : 1;
}
