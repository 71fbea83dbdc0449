// SPDX-License-Identifier: Apache-2.0
import { readsCase } from '../edge/command.ts';
import type { CommandSpec } from '../edge/command.ts';
import type { HashBytes, Sha256 } from '../kernel/sha256.ts';
import type { Clock } from '../kernel/instant.ts';
import { exportCommand, importCommand, verifyArchive } from './archive/archive.commands.ts';
import type { BlobStore } from './blob-store.port.ts';
import { openEntry } from './chain.ts';
import { journalProblem } from './problems.ts';
import type { Language } from './language.port.ts';
import type { RegisterCheck } from './register-check.port.ts';
import type { JournalStoreOf } from './store.port.ts';
import { DESK, parseStreamId } from './stream.ts';
import type { StreamId } from './stream.ts';
import { verifyJournal } from './verify.ts';

export type JournalCommandDeps<View> = {
  readonly open: () => Promise<{
    readonly store: JournalStoreOf<View>;
    readonly blobs: BlobStore;
    readonly journal: { readonly blobsOf: (stream: StreamId) => Promise<ReadonlySet<Sha256>> };
  }>;
  readonly hash: HashBytes;
  readonly language: Language<View>;
  readonly clock: Clock;
  readonly salt: () => string;
  /** This desk is one to practise on; what it exports says so. */
  readonly practises: boolean;
  /** Roles as the registers hold them, against the entries. */
  readonly rights: () => Promise<RegisterCheck>;
};

/** `matoi journal verify|show` and `matoi case export|import`. */
export function journalCommands<View>(deps: JournalCommandDeps<View>): readonly CommandSpec[] {
  return [verifyCommand(deps), showCommand(deps), exportCommand(deps.open, deps.hash, deps.practises), importCommand(deps)];
}

function verifyCommand<View>(deps: JournalCommandDeps<View>): CommandSpec {
  return {
    path: ['journal', 'verify'],
    summary: {
      ja: '記録の鎖と原本をすべて確かめ、最初に壊れた箇所を名指しします（FILE: 書き出した事案のアーカイブ）',
      en: 'Check every entry, chain and original; name what is broken, first thing first (FILE: an exported case)',
    },
    args: '[FILE]',
    options: {},
    negative: { ja: '壊れた箇所が見つかった', en: 'something is broken' },
    async run(call) {
      if (call.args.length > 0) return verifyArchive(call, deps.hash, deps.language);
      const { out, lang, format } = call;
      const opened = await deps.open();
      const found = await verifyJournal({ ...deps, ...opened });
      if (format !== 'words') out.json(found);
      else {
        const counts = {
          ja: `記録 ${found.entries} 件、系列 ${found.streams}、原本 ${found.blobs} 個、先頭 ${found.head}`,
          en: `${found.entries} entries, ${found.streams} streams, ${found.blobs} blobs, head ${found.head}`,
        };
        for (const fault of found.faults) out.line(`${fault.code}  ${fault.where}  ${fault.detail}`);
        for (const sha256 of found.unnamed)
          out.line({ ja: `どの記録も名指さない原本  ${sha256}`, en: `original that no entry names  ${sha256}` }[lang]);
        out.line(counts[lang]);
        out.line(
          {
            ja: `閲覧の記録 ${found.reads.anchored} 件（次の封入を待つもの ${found.reads.waiting} 件は、まだ守られていません）`,
            en: `${found.reads.anchored} traces of reading (${found.reads.waiting} more wait for the next anchor and are not covered yet)`,
          }[lang],
        );
        out.line(
          found.sound
            ? { ja: 'すべて整合しています。', en: 'Everything adds up.' }[lang]
            : { ja: `壊れた箇所：${found.faults.length}`, en: `Broken: ${found.faults.length}` }[lang],
        );
      }
      return found.sound ? 0 : 1;
    },
  };
}

function showCommand<View>(deps: JournalCommandDeps<View>): CommandSpec {
  return {
    path: ['journal', 'show'],
    summary: { ja: '事案（または desk）の記録を順に表示します', en: 'Show the entries of a case (or of the desk) in order' },
    args: 'CASE|desk',
    options: {},
    negative: { ja: 'その系列に記録がない', en: 'the stream has no entries' },
    reads: ({ args }) => (parseStreamId(args[0] ?? '') === DESK ? null : readsCase({ args })),
    async run({ args, out, format, lang }) {
      const stream = parseStreamId(args[0] ?? '');
      if (stream === null || args.length > 1) {
        out.problem(journalProblem('journal.no-such-stream', undefined, { stream: args.join(' ') }));
        return 2;
      }
      const { store } = await deps.open();
      if (format !== 'words') out.item(null);
      let count = 0;
      for (let after = 0; ; ) {
        const rows = await store.read(stream, after, 500);
        if (rows.length === 0) break;
        for (const row of rows) {
          const entry = openEntry(row);
          if (format === 'words')
            out.line(
              `#${entry.seq}  ${entry.at}  ${entry.kind}  ${entry.actor.name}  ${entry.body === null ? '∅' : JSON.stringify(entry.body)}`,
            );
          else out.item(entry);
          after = entry.seq;
          count += 1;
        }
      }
      if (count === 0) out.note({ ja: `${stream} の記録はありません。`, en: `There are no entries of ${stream}.` }[lang]);
      return count === 0 ? 1 : 0;
    },
  };
}
