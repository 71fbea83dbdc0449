// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import type { BlobStore } from '../blob-store.port.ts';
import { journalProblem } from '../problems.ts';
import type { StoredEntry } from '../store.port.ts';
import { parseCaseId } from '../stream.ts';
import type { StreamId } from '../stream.ts';
import { checkArchive, writeArchive } from './archive.ts';

type Opened = {
  readonly store: { readonly read: (stream: StreamId, after: number, limit: number) => Promise<readonly StoredEntry[]> };
  readonly journal: { readonly blobsOf: (stream: StreamId) => Promise<ReadonlySet<Sha256>> };
  readonly blobs: BlobStore;
};

/** `matoi case export CASE FILE`: the same bytes for the same record. */
export function exportCommand(open: () => Promise<Opened>, hash: HashBytes): CommandSpec {
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
      const originals = new Map<string, Uint8Array | null>();
      for (const sha256 of await journal.blobsOf(caseId)) originals.set(sha256, await blobs.get(sha256));
      await writeFile(file, writeArchive(caseId, rows, originals, hash), { mode: 0o600 });
      out.line(
        {
          ja: `記録 ${rows.length} 件、原本 ${originals.size} 個、最後のハッシュ ${rows.at(-1)?.hash ?? ''}: ${file}`,
          en: `${rows.length} entries, ${originals.size} originals, last hash ${rows.at(-1)?.hash ?? ''}: ${file}`,
        }[lang],
      );
      return 0;
    },
  };
}

/** `matoi journal verify FILE`: needs no desk and no store. */
export async function verifyArchive({ args: [file = ''], out, lang, format }: CommandCall, hash: HashBytes): Promise<ExitCode> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) {
    out.problem(journalProblem('journal.file-not-readable', undefined, { file }));
    return 2;
  }
  const { faults, ...found } = checkArchive(bytes, hash);
  if (format !== 'words')
    out.json({ ...found, sound: faults.length === 0, faults: faults.map(({ where, text }) => ({ where, text: text[lang] })) });
  else {
    for (const { where, text } of faults) out.line(`${where}  ${text[lang]}`);
    out.line(
      {
        ja: `${found.caseId}: 記録 ${found.entries} 件、原本 ${found.blobs} 個。${faults.length === 0 ? 'すべて整合しています。' : `壊れた箇所: ${faults.length}`}`,
        en: `${found.caseId}: ${found.entries} entries, ${found.blobs} originals. ${faults.length === 0 ? 'Everything adds up.' : `Broken: ${faults.length}`}`,
      }[lang],
    );
  }
  return faults.length === 0 ? 0 : 1;
}
