// SPDX-License-Identifier: Apache-2.0
import type { CommandCall, CommandSpec } from '../edge/command.ts';
import type { Lang } from '../kernel/bilingual.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { backUp } from './backup/backup.ts';
import type { BackedUp } from './backup/backup.ts';
import { SHORTEST_PASSPHRASE } from './backup/contents.ts';
import { differingTables, restore } from './backup/restore.ts';
import type { BackupDeps, RestoreDeps } from './deps.ts';
import type { DeskFacts } from './doctor/desk-facts.port.ts';
import { findingsOf } from './doctor/findings.ts';
import { upkeepProblem } from './problems.ts';

export type UpkeepCommandDeps = {
  readonly backup: () => Promise<BackupDeps>;
  readonly facts: () => Promise<DeskFacts>;
  /** Leaves a trace that somebody took everything along. */
  readonly record: (done: BackedUp, how: { readonly encrypted: boolean; readonly logs: boolean }, operator: string) => Promise<void>;
  /** The database as it stands and a folder beside it; `close` lets an embedded server stop. */
  readonly restore: () => Promise<RestoreDeps & { readonly close: () => Promise<void> }>;
  /** Checks the whole journal after a restore: how many faults, and its head. */
  readonly verify: () => Promise<{ readonly faults: number; readonly head: string; readonly entries: number }>;
  /** First line of a file, or null where it cannot be read. */
  readonly firstLine: (path: string) => Promise<string | null>;
  readonly passphrase: string | null;
  /** Where it stands, when it is not given itself. */
  readonly passphraseFile: string | null;
  /** Where the data are, for a person. */
  readonly where: string;
};

/** `matoi backup|restore|doctor`. */
export function upkeepCommands(deps: UpkeepCommandDeps): readonly CommandSpec[] {
  return [backupCommand(deps), restoreCommand(deps), doctorCommand(deps)];
}

function doctorCommand(deps: UpkeepCommandDeps): CommandSpec {
  return {
    path: ['doctor'],
    summary: { ja: 'デスクの健康状態を調べます', en: 'Examine the desk itself' },
    args: '',
    options: {},
    negative: { ja: '直すべきことがある', en: 'something must be fixed' },
    async run(call) {
      const facts = await deps.facts();
      const findings = findingsOf(facts);
      if (call.format !== 'words') call.out.json({ facts, findings });
      else for (const { is, text } of findings) call.out.line(`${stateWords[is][call.lang]}  ${text[call.lang]}`);
      return findings.some(({ is }) => is === 'bad') ? 1 : 0;
    },
  };
}

/** As wide as each other on a terminal. */
const stateWords = {
  bad: { ja: '要対応', en: 'MEND' },
  care: { ja: '注意　', en: 'note' },
  off: { ja: '未設定', en: 'off ' },
  good: { ja: '良好　', en: 'good' },
} as const;

const passphraseOption = {
  'passphrase-file': {
    type: 'string',
    value: 'FILE',
    about: {
      ja: '1 行目に合言葉（12 文字以上）を書いたファイル。環境変数 MATOI_BACKUP_PASSPHRASE でもよい',
      en: 'file whose first line is the passphrase, 12 characters or more; or set MATOI_BACKUP_PASSPHRASE',
    },
  },
} as const;

function backupCommand(deps: UpkeepCommandDeps): CommandSpec {
  return {
    path: ['backup'],
    summary: {
      ja: '全データのバックアップを 1 つのファイルに取ります。デスクは動いたままで構いません',
      en: 'Back everything up into one file; the desk may go on running',
    },
    args: 'FILE',
    options: {
      ...passphraseOption,
      logs: { type: 'boolean', about: { ja: '取り込んだログも含める（大きい）', en: 'with the imported logs (large)' } },
    },
    async run(call) {
      const path = call.args[0] ?? '';
      const read = await passphraseOf(deps, call);
      if (!read.ok) {
        call.out.problem(read.error);
        return 2;
      }
      const passphrase = read.value;
      const said = sayer(call);
      try {
        const done = await backUp(await deps.backup(), {
          path,
          passphrase,
          logs: call.flag('logs'),
          progress: (what, count, of) => said(`${progressWords[what][call.lang]} ${count}${of === null ? '' : `/${of}`}`),
        });
        await deps.record(done, { encrypted: passphrase !== null, logs: call.flag('logs') }, call.operator);
        if (call.format === 'words') backedUpLines(call.lang, path, done, passphrase !== null, call.flag('logs')).forEach(call.out.line);
        else call.out.json({ path, encrypted: passphrase !== null, ...done });
        return 0;
      } catch (cause) {
        const { code, message } = cause as NodeJS.ErrnoException;
        if (code === undefined) throw cause;
        call.out.problem(
          code === 'EEXIST'
            ? upkeepProblem('backup.file-exists', undefined, { path })
            : upkeepProblem('backup.cannot-write', undefined, { path, reason: message }),
        );
        return code === 'EEXIST' ? 2 : 3;
      }
    },
  };
}

const progressWords = {
  tables: { ja: '表', en: 'tables' },
  originals: { ja: '原本', en: 'originals' },
  files: { ja: 'その他のファイル', en: 'other files' },
} as const;

function backedUpLines(
  lang: Lang,
  path: string,
  done: Awaited<ReturnType<typeof backUp>>,
  encrypted: boolean,
  logs: boolean,
): readonly string[] {
  const rows = Object.values(done.tables).reduce((sum, { rows: count }) => sum + count, 0);
  const left = done.erasedMeanwhile.length;
  const ja = [
    `${path}：${(done.bytes / 1e6).toFixed(1)} MB。${done.takenAt} 時点の記録 ${done.entries} 件、表の行 ${rows}、原本 ${done.blobs}、その他のファイル ${done.files}`,
    `記録の先頭：${done.head ?? '—'}（バックアップとは別の場所に書き留めておくと、差し替えに気づけます）`,
    ...(left > 0 ? [`バックアップを取る間に消去された原本：${left}（バックアップには入っていません）`] : []),
    logs ? '取り込んだログを含みます。' : '取り込んだログは含みません（含めるには --logs）。',
    encrypted ? '合言葉で暗号化しました。合言葉を失うと戻せません。' : '暗号化していません。鍵とメール原本が読める形で入っています。',
    `戻し方：MATOI_DATA=<空のフォルダー> matoi restore ${path} --verify`,
  ];
  const en = [
    `${path}: ${(done.bytes / 1e6).toFixed(1)} MB; as of ${done.takenAt}: ${done.entries} entries, ${rows} rows, ${done.blobs} originals, ${done.files} other files`,
    `Head of the journal: ${done.head ?? '—'} (noted somewhere else, it shows an exchange)`,
    ...(left > 0 ? [`Originals erased while the backup was taken: ${left}; they are not in it`] : []),
    logs ? 'The imported logs are in it.' : 'The imported logs are not in it (--logs takes them along).',
    encrypted ? 'Encrypted with the passphrase; without it nobody can restore.' : 'Not encrypted: keys and mails lie in it readable.',
    `Way back: MATOI_DATA=<empty folder> matoi restore ${path} --verify`,
  ];
  return lang === 'ja' ? ja : en;
}

function restoreCommand(deps: UpkeepCommandDeps): CommandSpec {
  return {
    path: ['restore'],
    summary: { ja: 'バックアップを空のデスクに戻します', en: 'Restore a backup into an empty desk' },
    args: 'FILE',
    options: {
      ...passphraseOption,
      verify: {
        type: 'boolean',
        about: { ja: '戻した後で、表と記録の鎖と原本をすべて確かめる', en: 'afterwards check tables, journal and originals' },
      },
    },
    negative: { ja: '戻したが、確かめた結果に食い違いがある', en: 'restored, and the check found a difference' },
    async run(call) {
      const path = call.args[0] ?? '';
      const read = await passphraseOf(deps, call);
      if (!read.ok) {
        call.out.problem(read.error);
        return 2;
      }
      const passphrase = read.value;
      const target = await deps.restore();
      const said = sayer(call);
      let done: Awaited<ReturnType<typeof restore>>;
      let differing: readonly string[] = [];
      try {
        done = await restore(target, {
          path,
          passphrase,
          where: deps.where,
          progress: (name) => said(name.split('/').slice(0, 2).join('/')),
        });
        if (done.ok && call.flag('verify')) differing = await differingTables(target, done.value);
      } finally {
        await target.close();
      }
      if (!done.ok) {
        call.out.problem(done.error);
        return done.error.status >= 500 ? 3 : 2;
      }
      const { end, begin } = done.value;
      const checked = call.flag('verify') ? await deps.verify() : null;
      const sound =
        checked === null ||
        (checked.faults === end.erasedMeanwhile.length &&
          checked.head === end.head &&
          checked.entries === end.entries &&
          differing.length === 0);
      if (call.format !== 'words') call.out.json({ from: begin, end, checked, differing });
      else restoredLines(call.lang, { begin, end, checked, differing, sound }).forEach(call.out.line);
      return sound ? 0 : 1;
    },
  };
}

type RestoredFacts = {
  readonly begin: { readonly takenAt: string; readonly version: string; readonly logs: boolean };
  readonly end: { readonly entries: number; readonly blobs: number; readonly files: number; readonly head: string | null };
  readonly checked: Awaited<ReturnType<UpkeepCommandDeps['verify']>> | null;
  readonly differing: readonly string[];
  readonly sound: boolean;
};

function restoredLines(lang: Lang, { begin, end, checked, differing, sound }: RestoredFacts): readonly string[] {
  const ja = [
    `${begin.takenAt}（版 ${begin.version}）のバックアップを戻しました：記録 ${end.entries} 件、原本 ${end.blobs}、その他のファイル ${end.files}、先頭 ${end.head ?? '—'}`,
    ...(begin.logs ? [] : ['ログはバックアップに入っていません。調査には、もう一度取り込む必要があります。']),
    ...(checked === null ? ['記録の鎖と原本はまだ確かめていません（--verify か matoi journal verify）。'] : []),
    ...(differing.length > 0 ? [`バックアップと食い違う表：${differing.join('、')}`] : []),
    ...(checked === null
      ? []
      : [
          sound
            ? '表・記録の鎖・原本はすべてバックアップと合っています。'
            : `記録の鎖・原本の食い違い：${checked.faults}（matoi journal verify で見られます）`,
        ]),
  ];
  const en = [
    `Restored the backup of ${begin.takenAt} (version ${begin.version}): ${end.entries} entries, ${end.blobs} originals, ${end.files} other files, head ${end.head ?? '—'}`,
    ...(begin.logs ? [] : ['Logs are not in the backup: to search them, import them again.']),
    ...(checked === null ? ['Journal and originals have not been checked yet (--verify, or matoi journal verify).'] : []),
    ...(differing.length > 0 ? [`Tables that differ from the backup: ${differing.join(', ')}`] : []),
    ...(checked === null
      ? []
      : [
          sound
            ? 'Tables, journal and originals are what the backup says.'
            : `Faults in journal or originals: ${checked.faults} (see matoi journal verify)`,
        ]),
  ];
  return lang === 'ja' ? ja : en;
}

/** From the option's file, else from the environment; `passphrase` null: not encrypted. */
async function passphraseOf(deps: UpkeepCommandDeps, call: CommandCall): Promise<Result<string | null, Problem>> {
  const path = call.text('passphrase-file') ?? (deps.passphrase === null ? (deps.passphraseFile ?? undefined) : undefined);
  const given = path === undefined ? deps.passphrase : await deps.firstLine(path);
  if (path === undefined && given === null) return ok(null);
  if (given !== null && given.length >= SHORTEST_PASSPHRASE) return ok(given);
  return err(upkeepProblem('backup.passphrase-file', undefined, { path: path ?? 'MATOI_BACKUP_PASSPHRASE' }));
}

/** Remarks on standard error, each at most twice a second, and only for a person. */
function sayer(call: CommandCall): (text: string) => void {
  const state = { last: 0, text: '' };
  return (text) => {
    if (call.format !== 'words' || text === state.text || performance.now() - state.last < 500) return;
    state.last = performance.now();
    state.text = text;
    call.out.note(text);
  };
}
