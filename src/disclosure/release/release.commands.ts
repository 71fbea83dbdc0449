// SPDX-License-Identifier: Apache-2.0
import { mayRelease } from '../../edge/role.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../edge/make-folder.ts';
import { callerOf } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { DisclosureDeps } from '../deps.ts';
import { staticBundle } from './bundle.ts';
import { disclosureProblem } from '../problems.ts';
import { askers } from '../sheet/questions.ts';
import { orderStatement, printQuestions, questionSheet, statementDesk } from './desk.ts';
import { statementOrderSchema } from './release.contract.ts';
import type { StatementDesk } from './release.contract.ts';

type Open = () => Promise<DisclosureDeps>;
const releases = { releases: () => mayRelease.statement };

/** `matoi statement prepare|approve|revoke|publish|told|list|questions`. */
export function releaseCommands(open: Open): readonly CommandSpec[] {
  const order = (
    verb: string,
    args: string,
    summary: CommandSpec['summary'],
    options: CommandSpec['options'],
    read: (call: CommandCall) => unknown,
    lets: Pick<CommandSpec, 'releases'> = {},
  ): CommandSpec => ({
    ...lets,
    path: ['statement', verb],
    summary,
    args,
    options,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const asked = statementOrderSchema.safeParse(read(call));
      if (caseId === null || call.args.length !== args.split(' ').length || !asked.success) return wrong(call, `${verb} ${args}`);
      const done = await orderStatement(await open(), callerOf(call), caseId, asked.data);
      if (!done.ok) throw new ProblemError(done.error);
      return show(call, done.value);
    },
  });
  return [
    order(
      'prepare',
      'CASE',
      { ja: '公表文を今の記録から用意し、凍結します', en: 'Prepare a statement from the record as it stands, and freeze it' },
      { stage: { type: 'string', value: 'STAGE', about: { ja: 'first、second、final のいずれか', en: 'first, second or final' } } },
      (call) => ({ do: 'prepare', stage: call.text('stage') }),
    ),
    order(
      'approve',
      'CASE STATEMENT SHA256',
      {
        ja: '用意された公表文を承認します（用意した人とは別の人。一人対応なら時間をおき、すべての確認を --check で）',
        en: 'Approve a prepared statement, by another person; alone after the time to cool off, with each check',
      },
      { check: { type: 'string', many: true, value: 'CHECK', about: { ja: '確かめた項目', en: 'what was checked' } } },
      (call) => ({ do: 'approve', statementId: call.args[1], blob: call.args[2], checks: call.texts('check') }),
      releases,
    ),
    order(
      'revoke',
      'CASE STATEMENT REASON',
      { ja: '公表前の承認を取り消します', en: 'Take back an approval of what is not public yet' },
      {},
      (call) => ({ do: 'revoke', statementId: call.args[1], reason: call.args[2] }),
      releases,
    ),
    order(
      'told',
      'CASE WHOM TIME HOW',
      {
        ja: '知らせたことを記録します（authority affected staff partners press）',
        en: 'Write down who was told when: authority affected staff partners press',
      },
      {},
      (call) => ({ do: 'told', whom: call.args[1], at: call.args[2], how: call.args[3] }),
    ),
    publishCommand(open),
    listCommand(open),
    questionsCommand(open),
  ];
}

function publishCommand(open: Open): CommandSpec {
  return {
    path: ['statement', 'publish'],
    summary: {
      ja: '承認した公表文を公表します。引数なしで --to だけなら、公表済みのページ一式を書き出します',
      en: 'Publish an approved statement; with --to alone, write all public pages into a folder',
    },
    args: '[CASE STATEMENT SHA256]',
    // Without a case, what is public already is written into a folder.
    releases: ({ args }) => (args.length === 0 ? null : mayRelease.statement),
    options: {
      to: {
        type: 'string',
        value: 'DIR',
        about: { ja: '公開ページ・フィード・ハッシュの一式を書き出す先', en: 'where pages, feeds and hashes are written' },
      },
      reason: { type: 'string', value: 'TEXT', about: { ja: '順番などの注意を押し切る理由', en: 'why, where a warning is overridden' } },
    },
    async run(call) {
      const to = call.text('to');
      const caseId = parseCaseId(call.args[0] ?? '');
      if (!(call.args.length === 3 && caseId !== null) && !(call.args.length === 0 && to !== undefined))
        return wrong(call, 'publish [CASE STATEMENT SHA256] [--to DIR] [--reason TEXT]');
      const deps = await open();
      let desk: StatementDesk | null = null;
      if (caseId !== null) {
        const [, statementId = '', blob = ''] = call.args;
        const order = { do: 'publish', statementId, blob, reason: call.text('reason')?.trim() ?? '' } as const;
        const done = await orderStatement(deps, callerOf(call), caseId, order);
        if (!done.ok) throw new ProblemError(done.error);
        desk = done.value;
      }
      if (to !== undefined) {
        const { files, notPrinted } = await staticBundle(deps);
        await makeFolder(to);
        for (const { name, bytes } of files) await writeFile(join(to, name), bytes);
        call.out.note(`${{ ja: '書き出したファイル', en: 'files written' }[call.lang]}: ${files.length}`);
        if (notPrinted > 0) call.out.note(`${{ ja: 'PDF にできなかったもの', en: 'could not be made a PDF' }[call.lang]}: ${notPrinted}`);
      }
      return desk === null ? 0 : show(call, desk);
    },
  };
}

function listCommand(open: Open): CommandSpec {
  return {
    path: ['statement', 'list'],
    summary: {
      ja: '公表文の様子、知らせる順、公表の指標を示します',
      en: 'Show the statements of a case, the order of telling and the yardstick',
    },
    args: 'CASE',
    options: {},
    reads: readsCase,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      if (caseId === null || call.args.length !== 1) return wrong(call, 'list CASE');
      const desk = await statementDesk(await open(), caseId);
      if (desk === null) throw new ProblemError(disclosureProblem('disclosure.no-such-case', undefined, { caseId }));
      return show(call, desk);
    },
  };
}

function questionsCommand(open: Open): CommandSpec {
  return {
    path: ['statement', 'questions'],
    summary: {
      ja: '想定問答を作ります（報道・お客様・社内・電話受付）',
      en: 'Questions and answers for press, customers, staff or switchboard',
    },
    args: 'CASE',
    options: {
      asker: { type: 'string', value: 'ASKER', about: { ja: askers.join(' '), en: askers.join(' ') } },
      pdf: { type: 'string', value: 'FILE', about: { ja: 'PDF で書き出す', en: 'write a PDF' } },
    },
    reads: readsCase,
    async run(call) {
      const caseId: CaseId | null = parseCaseId(call.args[0] ?? '');
      const asker = askers.find((one) => one === (call.text('asker') ?? 'press'));
      if (caseId === null || call.args.length !== 1 || asker === undefined)
        return wrong(call, `questions CASE --asker ${askers.join('|')}`);
      const file = call.text('pdf');
      if (file !== undefined) {
        const printed = await printQuestions(await open(), caseId, asker, call.lang);
        if (!printed.ok) throw new ProblemError(printed.error);
        await writeFile(file, printed.value, { mode: 0o600 });
        if (call.format === 'words') call.out.line(file);
        else call.out.json({ file, bytes: printed.value.length });
        return 0;
      }
      const sheet = await questionSheet(await open(), caseId, asker, call.lang);
      if (!sheet.ok) throw new ProblemError(sheet.error);
      if (call.format !== 'words') call.out.json(sheet.value);
      else
        for (const { question, text } of sheet.value.answers) {
          call.out.line(`Q. ${question}`);
          for (const line of text.split('\n')) call.out.line(`A. ${line}`);
        }
      return 0;
    },
  };
}

function show(call: CommandCall, desk: StatementDesk): ExitCode {
  const { lang, out } = call;
  if (call.format !== 'words') {
    out.json(desk);
    return 0;
  }
  for (const { statementId, number, stage, blob, approved, published } of desk.statements)
    out.line([statementId, number, stage, published?.at ?? (approved === null ? 'prepared' : 'approved'), blob].join('  '));
  for (const { name, at } of desk.order) out.line(`${name[lang]}: ${at ?? '-'}`);
  for (const { text } of desk.warnings) out.line(`! ${text[lang]}`);
  return 0;
}

function wrong(call: CommandCall, wanted: string): ExitCode {
  call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted: `matoi statement ${wanted}` }));
  return 2;
}
