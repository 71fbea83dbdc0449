// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { callerOf } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { AudienceSheet } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import { gatherAudience } from './gather.ts';
import { readTable } from '../table/read-table.ts';
import { importList } from './import-list.ts';
import { audienceSheet } from './sheet.ts';

type Open = () => Promise<NotificationDeps>;

/** `matoi notify plan CASE`: the dry run by queries only; nothing is made and nothing leaves. */
export function planCommands(open: Open): readonly CommandSpec[] {
  return [
    {
      path: ['notify', 'plan'],
      summary: {
        ja: '誰に・なぜ・どの手段で知らせるか、誰に知らせないかを示します。何も送りません',
        en: 'Show who would be told, why and by which step, and who not and why; nothing leaves',
      },
      args: 'CASE',
      options: {},
      negative: { ja: '承認のあとで相手が変わり、承認は無効', en: 'the audience changed after its approval, which is void' },
      reads: readsCase,
      async run(call) {
        const deps = await open();
        const sheet = await sheetOf(deps, caseOf(call));
        if (call.format === 'words') say(call, sheet);
        else call.out.json(sheet);
        return sheet.approved?.holds === false ? 1 : 0;
      },
    },
    {
      path: ['notify', 'list'],
      summary: {
        ja: '知らせる相手の CSV を事案に取り込みます（前の一覧と入れ替え）',
        en: 'Import whom a case concerns from CSV, in place of the list before',
      },
      args: 'CASE FILE.csv',
      options: {
        'leave-out': {
          type: 'string',
          many: true,
          value: 'ROW',
          about: { ja: '取り込まない行の番号（見出しが 1）', en: 'row to leave out (the header is 1)' },
        },
        bad: {
          type: 'string',
          value: 'FILE',
          about: { ja: '誤りのある行だけを理由つきで書き出す', en: 'write the rows in error there, with the reasons' },
        },
      },
      negative: { ja: '誤りのある行があり、何も取り込まなかった', en: 'a row is in error, and nothing was taken in' },
      reads: readsCase,
      async run(call) {
        const path = call.args[1];
        const rows = call.texts('leave-out').map(Number);
        if (path === undefined || call.args.length > 2 || rows.some((row) => !Number.isSafeInteger(row))) {
          call.out.problem(notificationProblem('notification.wrong-call', { wanted: 'CASE FILE.csv [--leave-out ROW]…' }));
          return 2;
        }
        const bytes = await readFile(path).catch((cause: unknown) => {
          throw new ProblemError(notificationProblem('notification.file-not-readable', { file: path }), { cause });
        });
        const how = { leaveOut: new Set(rows), lang: call.lang };
        const done = await importList(await open(), callerOf(call), caseOf(call), { name: basename(path), bytes }, how, readTable);
        if (!done.ok) throw new ProblemError(done.error);
        const report = done.value;
        const bad = call.text('bad');
        if (bad !== undefined && report.bad !== '') await writeFile(bad, report.bad);
        if (call.format !== 'words') call.out.json(report);
        else {
          for (const { row, column, value, why } of report.errors) call.out.row([row, column ?? '', value, why[call.lang]]);
          const { rows: all, customers, errorCount } = report;
          call.out.line(
            report.taken
              ? { ja: `${all} 行、顧客 ${customers} を取り込みました`, en: `${all} rows, ${customers} customers taken in` }[call.lang]
              : {
                  ja: `誤りが ${errorCount} か所あり、何も取り込んでいません`,
                  en: `${errorCount} cells are in error; nothing was taken in`,
                }[call.lang],
          );
        }
        return report.taken ? 0 : 1;
      },
    },
  ];
}

function caseOf({ args }: CommandCall): CaseId {
  const caseId = parseCaseId(args[0] ?? '');
  if (caseId === null) throw new ProblemError(notificationProblem('notification.no-such-case'));
  return caseId;
}

async function sheetOf(deps: NotificationDeps, caseId: CaseId): Promise<AudienceSheet> {
  const view = await deps.journal.view(caseId);
  if (view === null) throw new ProblemError(notificationProblem('notification.no-such-case'));
  return audienceSheet(await gatherAudience(deps, caseId, view), view, Number.POSITIVE_INFINITY);
}

const notToldWords = {
  'not-in-register': { ja: '顧客の一覧にない', en: 'not in the register' },
  'no-step': { ja: '使える連絡先がない', en: 'no contact can be used' },
  declined: { ja: '知らせないと決めた', en: 'a person declined' },
  unsubscribed: { ja: '任意のお知らせの配信を停止している', en: 'wants no optional notices' },
} as const;

function say({ out, lang }: CommandCall, { rows, notTold, counts, digest, approved, since }: AudienceSheet): void {
  for (const row of rows) {
    const passed = row.passed.map(({ value, why }) => `${value}: ${why}`).join(' / ');
    out.row([row.customerId, row.name, `${row.step.rung} ${row.step.value}`, row.concerns.length, passed]);
  }
  for (const { customerId, name, why, reason } of notTold) out.row(['-', customerId, name, notToldWords[why][lang], reason]);
  const { findings, customers, contracts, messages } = counts;
  out.line(
    {
      ja: `顧客 ${customers}（顧客番号で数える）、契約 ${contracts}、指摘 ${findings}、通知 ${messages} 通（連絡先ごとに1通）、知らせない顧客 ${notTold.length}`,
      en: `${customers} customers (by customer number), ${contracts} contracts, ${findings} findings, ${messages} messages (one a contact), ${notTold.length} customers not told`,
    }[lang],
  );
  out.line(`sha256 ${digest}`);
  if (approved === null) return;
  out.line({ ja: `承認：${approved.by} ${approved.at}`, en: `approved: ${approved.by} ${approved.at}` }[lang]);
  if (since === null) return;
  for (const [sign, list] of [
    ['+', since.added],
    ['-', since.removed],
    ['~', since.changed],
  ] as const)
    for (const one of list) out.row([sign, one.customerId, one.name]);
  out.line({ ja: '承認のあとで相手が変わりました。承認は無効です', en: 'The audience changed after its approval, which is void' }[lang]);
}
