// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../edge/command.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { BlobStore } from './blob-store.port.ts';
import { openEntry } from './chain.ts';
import type { JournalStore } from './store.port.ts';
import { parseStreamId } from './stream.ts';
import { verifyJournal } from './verify.ts';

export type JournalCommandDeps = {
  readonly open: () => Promise<{ readonly store: JournalStore; readonly blobs: BlobStore }>;
  readonly hash: HashBytes;
};

export function journalCommands(deps: JournalCommandDeps): readonly CommandSpec[] {
  return [verifyCommand(deps), showCommand(deps)];
}

function verifyCommand(deps: JournalCommandDeps): CommandSpec {
  return {
    path: ['journal', 'verify'],
    summary: {
      ja: '記録の鎖と原本をすべて確かめ、最初に壊れた箇所を名指しします',
      en: 'Check every entry, chain and original; name what is broken, first thing first',
    },
    args: '',
    options: {},
    negative: { ja: '壊れた箇所が見つかった', en: 'something is broken' },
    async run({ out, lang, format }) {
      const opened = await deps.open();
      const found = await verifyJournal({ ...opened, hash: deps.hash });
      if (format !== 'words') out.json(found);
      else {
        const counts = {
          ja: `記録 ${found.entries} 件、系列 ${found.streams}、原本 ${found.blobs} 個、先頭 ${found.head}`,
          en: `${found.entries} entries, ${found.streams} streams, ${found.blobs} blobs, head ${found.head}`,
        };
        for (const fault of found.faults) out.line(`${fault.code}  ${fault.where}  ${fault.detail}`);
        out.line(counts[lang]);
        out.line(
          found.sound
            ? { ja: 'すべて整合しています。', en: 'Everything adds up.' }[lang]
            : { ja: `壊れた箇所: ${found.faults.length}`, en: `Broken: ${found.faults.length}` }[lang],
        );
      }
      return found.sound ? 0 : 1;
    },
  };
}

function showCommand(deps: JournalCommandDeps): CommandSpec {
  return {
    path: ['journal', 'show'],
    summary: { ja: '事案（または desk）の記録を順に表示します', en: 'Show the entries of a case (or of the desk) in order' },
    args: 'CASE|desk',
    options: {},
    negative: { ja: 'その系列に記録がない', en: 'the stream has no entries' },
    async run({ args, out, format }) {
      const stream = parseStreamId(args[0] ?? '');
      if (stream === null || args.length > 1) {
        out.problem({
          code: 'journal.no-such-stream',
          status: 400,
          what: { ja: `「${args.join(' ')}」は事案番号ではありません。`, en: `"${args.join(' ')}" is no case number.` },
          safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
          next: { ja: 'C-2026-0001 の形か、desk を指定してください。', en: 'Give one like C-2026-0001, or desk.' },
        });
        return 2;
      }
      const { store } = await deps.open();
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
          else out.jsonLine(entry);
          after = entry.seq;
          count += 1;
        }
      }
      return count === 0 ? 1 : 0;
    },
  };
}
