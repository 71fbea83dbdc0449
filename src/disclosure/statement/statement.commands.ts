// SPDX-License-Identifier: Apache-2.0
import { statementReaders, statementStages } from '../../case/entry/disclosure.ts';
import { callerOf } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { readJsonArgument } from '../../edge/json-argument.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { fieldsOrderSchema } from '../contract.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { draftStatement } from './draft.ts';
import { itemSheet } from './item-sheet.ts';
import { setFields } from './set-fields.ts';

type Open = () => Promise<DisclosureDeps>;

/** `matoi statement items|draft|fill`. */
export function statementCommands(open: Open): readonly CommandSpec[] {
  return [itemsCommand(), draftCommand(open), fillCommand(open)];
}

function wrong(call: CommandCall, wanted: string): ExitCode {
  call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted }));
  return 2;
}

function itemsCommand(): CommandSpec {
  return {
    path: ['statement', 'items'],
    summary: {
      ja: '公表文に書く項目を、段階ごとの要否とともに並べます',
      en: 'List what a statement must say, with what each stage wants',
    },
    args: '',
    options: {},
    async run(call) {
      if (call.args.length > 0) return wrong(call, 'matoi statement items');
      const sheet = itemSheet();
      if (call.format !== 'words') call.out.json(sheet);
      else
        for (const { id, name, first, second, final } of sheet.items) call.out.line([id, first, second, final, name[call.lang]].join('  '));
      return 0;
    },
  };
}

const DRAFT = 'CASE --stage first|second|final [--reader customers|staff|press|authority|executives]';

function draftCommand(open: Open): CommandSpec {
  return {
    path: ['statement', 'draft'],
    summary: {
      ja: '事案の記録から公表文の下書きを作ります。どの数・日時・名前も、元の項目を示します。何も公表しません',
      en: 'Draft a statement from the case; each number, date and name says its field. Nothing is published',
    },
    args: 'CASE',
    options: {
      stage: {
        type: 'string',
        value: 'STAGE',
        about: { ja: 'first（第一報）、second（続報）、final（最終報告）', en: 'first, second or final' },
      },
      reader: {
        type: 'string',
        value: 'READER',
        about: { ja: `誰に向けた版か：${statementReaders.join(' ')}`, en: `for whom: ${statementReaders.join(' ')}` },
      },
    },
    negative: { ja: '必要な項目が足りない', en: 'a required item is missing' },
    reads: readsCase,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const stage = statementStages.find((one) => one === (call.text('stage') ?? 'first'));
      const reader = statementReaders.find((one) => one === (call.text('reader') ?? 'customers'));
      if (caseId === null || call.args.length !== 1 || stage === undefined || reader === undefined) return wrong(call, DRAFT);
      const draft = await draftStatement(await open(), caseId, { stage, reader, lang: call.lang });
      if (!draft.ok) throw new ProblemError(draft.error);
      const { text, missing, held } = draft.value;
      if (call.format !== 'words') call.out.json(draft.value);
      else {
        for (const line of text.split('\n')) call.out.line(line);
        for (const { name, why, wants } of missing)
          call.out.note(
            `${{ ja: '足りない項目', en: 'Missing' }[call.lang]}: ${name[call.lang]}: ${why.map((one) => one[call.lang]).join(', ')} (${wants.join(', ')})`,
          );
        if (held.length > 0)
          call.out.note(`${{ ja: 'この版では見せない項目', en: 'Held back from these readers' }[call.lang]}: ${held.join(', ')}`);
      }
      return missing.length === 0 ? 0 : 1;
    },
  };
}

function fillCommand(open: Open): CommandSpec {
  return {
    path: ['statement', 'fill'],
    summary: {
      ja: '記録からは分からない項目を記入します（JSON の項目と値。null で取り消し）',
      en: 'State what the record cannot know: fields and values as JSON; null takes one back',
    },
    args: 'CASE',
    options: {
      fields: { type: 'string', value: 'JSON', about: { ja: '{"項目": 値, …} または @ファイル', en: '{"field": value, …} or @FILE' } },
      reason: { type: 'string', value: 'TEXT', about: { ja: '記入や変更の理由', en: 'why' } },
    },
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const order = fieldsOrderSchema.safeParse({
        fields: await readJsonArgument(call.text('fields') ?? ''),
        reason: call.text('reason') ?? '',
      });
      if (caseId === null || call.args.length !== 1 || !order.success) return wrong(call, 'CASE --fields JSON|@FILE');
      const done = await setFields(await open(), callerOf(call), caseId, order.data);
      if (!done.ok) throw new ProblemError(done.error);
      if (call.format !== 'words') call.out.json(done.value);
      else for (const { field, by } of done.value.fields) call.out.line(`${field}  ${by}`);
      return 0;
    },
  };
}
