// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { callerOf } from '../../edge/actor.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { CustomerRow, CustomersImported } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import type { Customer } from './customer-store.port.ts';
import { readTable } from '../table/read-table.ts';
import { importCustomers } from './import-customers.ts';
import { customerRows, silentRow } from './rows.ts';

type Open = () => Promise<NotificationDeps>;

/** `matoi notify customers import|list`. */
export function customerCommands(open: Open): readonly CommandSpec[] {
  return [importCommand(open), listCommand(open)];
}

function importCommand(open: Open): CommandSpec {
  return {
    path: ['notify', 'customers', 'import'],
    summary: {
      ja: '顧客と連絡先を CSV（UTF-8 か Shift_JIS）から取り込みます',
      en: 'Import customers and contacts from CSV (UTF-8 or Shift_JIS)',
    },
    args: 'FILE.csv',
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
    negative: { ja: '誤りのある行があり、誰も取り込まなかった', en: 'a row is in error, and nobody was taken in' },
    async run(call) {
      const [path] = call.args;
      const rows = call.texts('leave-out').map(Number);
      if (path === undefined || call.args.length > 1 || rows.some((row) => !Number.isSafeInteger(row))) return wrong(call);
      const bytes = await readFile(path).catch((cause: unknown) => {
        throw new ProblemError(notificationProblem('notification.file-not-readable', { file: path }), { cause });
      });
      const how = { leaveOut: new Set(rows), lang: call.lang };
      const imported = await importCustomers(await open(), callerOf(call), { name: basename(path), bytes }, how, readTable);
      if (!imported.ok) throw new ProblemError(imported.error);
      const report = imported.value;
      const bad = call.text('bad');
      if (bad !== undefined && report.bad !== '') await writeFile(bad, report.bad);
      if (call.format === 'words') say(call, report);
      else call.out.json(report);
      return report.taken ? 0 : 1;
    },
  };
}

function say({ out, lang }: CommandCall, report: CustomersImported): void {
  for (const { row, column, value, why } of report.errors) out.row([row, column ?? '', value, why[lang]]);
  for (const one of report.off)
    out.row([
      one.customerId,
      one.value,
      one.is === 'still-off' ? { ja: '使わないまま', en: 'stays off' }[lang] : `→ ${one.by ?? ''}`,
      one.reason,
    ]);
  const { rows, customers, contracts, added, changed, leftOut, errorCount } = report;
  out.line(
    report.taken
      ? {
          ja: `${rows} 行、顧客 ${customers}、契約 ${contracts}：追加 ${added}、変更 ${changed}、外した行 ${leftOut}`,
          en: `${rows} rows, ${customers} customers, ${contracts} contracts: ${added} added, ${changed} changed, ${leftOut} rows left out`,
        }[lang]
      : {
          ja: `誤りが ${errorCount} か所あります。直すか、行を --leave-out で名指しするまで、誰も取り込みません`,
          en: `${errorCount} cells are in error; nobody is taken in until they are corrected or their rows named with --leave-out`,
        }[lang],
  );
}

function listCommand(open: Open): CommandSpec {
  return {
    path: ['notify', 'customers', 'list'],
    summary: { ja: '顧客と連絡先の順番を表示します', en: 'Show customers and their ladders' },
    args: '',
    options: {
      search: { type: 'string', value: 'TEXT', about: { ja: '番号・名前・契約番号の一部', en: 'part of a number, name or contract' } },
      off: { type: 'boolean', about: { ja: '使わない連絡先だけ', en: 'only contacts that are switched off or dead' } },
    },
    async run({ out, format, text, flag, args }) {
      if (args.length > 0) return 2;
      const { customers } = await open();
      if (flag('off')) {
        const silent = (await customers.silent()).flatMap((one) => silentRow(one) ?? []);
        if (format === 'json') out.json(silent);
        else
          for (const one of silent)
            if (format === 'jsonl') out.jsonLine(one);
            else out.row([one.value, one.is, one.why, one.some.join(' ')]);
        return 0;
      }
      const rows = await customerRows(customers, await everyCustomer(customers, text('search') ?? ''));
      if (format === 'json') out.json(rows);
      else if (format === 'jsonl') for (const row of rows) out.jsonLine(row);
      else for (const row of rows) out.row(cells(row));
      return 0;
    },
  };
}

async function everyCustomer(store: NotificationDeps['customers'], search: string): Promise<readonly Customer[]> {
  const all: Customer[] = [];
  for (;;) {
    const after = all.at(-1)?.customerId;
    const page = await store.list({ limit: 1000, search, ...(after === undefined ? {} : { after }) });
    all.push(...page);
    if (page.length < 1000) return all;
  }
}

function cells({ customerId, name, contracts, lang, ladder }: CustomerRow): readonly string[] {
  const steps = ladder.map(({ rung, value, is }) => `${rung} ${value}${is === 'open' ? '' : ` (${is})`}`);
  return [customerId, name, contracts.join(' '), lang, steps.join(' → ')];
}

function wrong({ out }: CommandCall): ExitCode {
  out.problem(notificationProblem('notification.wrong-call', { wanted: 'FILE.csv [--leave-out ROW]…' }));
  return 2;
}
