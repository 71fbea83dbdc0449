// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { callerOf } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { readJsonArgument } from '../../edge/json-argument.ts';
import { mayRelease } from '../../edge/role.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { decideConsent, setFormFields } from './change-form.ts';
import { consentOrder, formFieldsOrder, formFiles, formIds } from './form.contract.ts';
import { showForm, writeForm } from './make-form.ts';

type Open = () => Promise<DisclosureDeps>;
const FORMS = formIds.join('|');
const form = { type: 'string', value: 'FORM', about: { ja: formIds.join(' '), en: formIds.join(' ') } } as const;
const era = { type: 'boolean', about: { ja: '日付を和暦で書く', en: 'years of the Japanese era, in Japanese' } } as const;

/** `matoi report-form show|write|fill|consent`. */
export function formCommands(open: Open): readonly CommandSpec[] {
  return [showCommand(open), writeCommand(open), fillCommand(open), consentCommand(open)];
}

function wrong(call: CommandCall, wanted: string): ExitCode {
  call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted }));
  return 2;
}

function askedOf(call: CommandCall) {
  const caseId = parseCaseId(call.args[0] ?? '');
  const id = formIds.find((one) => one === call.text('form'));
  return caseId === null || id === undefined ? null : { caseId, asked: { form: id, lang: call.lang, era: call.flag('era') } };
}

function showCommand(open: Open): CommandSpec {
  return {
    path: ['report-form', 'show'],
    summary: {
      ja: '報告様式（共通様式、保険会社、銀行、稟議、報告書）を今の記録で埋めて示します',
      en: 'Show a report form (common forms, insurer, bank, request for approval, report) as the record fills it',
    },
    args: 'CASE',
    options: { form, era },
    negative: { ja: '調査中の項目がある', en: 'an item is under investigation' },
    reads: readsCase,
    async run(call) {
      const asked = askedOf(call);
      if (asked === null || call.args.length !== 1) return wrong(call, `matoi report-form show CASE --form ${FORMS}`);
      const done = await showForm(await open(), asked.caseId, asked.asked);
      if (!done.ok) throw new ProblemError(done.error);
      const { name, version, sections, open: left } = done.value;
      if (call.format !== 'words') call.out.json(done.value);
      else {
        call.out.line(name[call.lang]);
        call.out.line(version[call.lang]);
        for (const { items } of sections)
          for (const item of items) call.out.line([item.number, item.name[call.lang], item.lines.join(' / ')].join('  '));
      }
      return left === 0 ? 0 : 1;
    },
  };
}

function writeCommand(open: Open): CommandSpec {
  return {
    path: ['report-form', 'write'],
    summary: {
      ja: '報告様式をファイルに書き出します（.pdf .txt .csv）。どこにも送りません',
      en: 'Write a report form to a file (.pdf .txt .csv); it is sent nowhere',
    },
    args: 'CASE FILE',
    options: { form, era },
    reads: readsCase,
    async run(call) {
      const asked = askedOf(call);
      const file = call.args[1] ?? '';
      const as = formFiles.find((one) => file.toLowerCase().endsWith(`.${one}`));
      if (asked === null || as === undefined || call.args.length !== 2)
        return wrong(call, `matoi report-form write CASE FILE.pdf|FILE.txt|FILE.csv --form ${FORMS}`);
      const made = await writeForm(await open(), asked.caseId, asked.asked, as);
      if (!made.ok) throw new ProblemError(made.error);
      try {
        await writeFile(file, made.value, { mode: 0o600 });
      } catch {
        call.out.problem(disclosureProblem('disclosure.file-not-written', { file }));
        return 3;
      }
      if (call.format === 'words') call.out.line(file);
      else call.out.json({ file, bytes: made.value.length });
      return 0;
    },
  };
}

function fillCommand(open: Open): CommandSpec {
  return {
    path: ['report-form', 'fill'],
    summary: {
      ja: '報告様式の、記録からは分からない項目を記入します（JSON の項目と値。null で取り消し）',
      en: 'Fill in what the record cannot know for the report forms: fields and values as JSON; null takes one back',
    },
    args: 'CASE',
    options: {
      fields: { type: 'string', value: 'JSON', about: { ja: '{"項目": "値", …} または @ファイル', en: '{"field": "value", …} or @FILE' } },
      reason: { type: 'string', value: 'TEXT', about: { ja: '記入や変更の理由', en: 'why' } },
    },
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const order = formFieldsOrder.safeParse({
        fields: await readJsonArgument(call.text('fields') ?? ''),
        reason: call.text('reason') ?? '',
      });
      if (caseId === null || call.args.length !== 1 || !order.success) return wrong(call, 'CASE --fields JSON|@FILE');
      const done = await setFormFields(await open(), callerOf(call), caseId, order.data);
      if (!done.ok) throw new ProblemError(done.error);
      if (call.format !== 'words') call.out.json(done.value);
      else call.out.line(caseId);
      return 0;
    },
  };
}

function consentCommand(open: Open): CommandSpec {
  return {
    path: ['report-form', 'consent'],
    summary: {
      ja: '報告内容を国家サイバー統括室と共有することへの同意を決めます（決めるまでは同意ではありません）',
      en: 'Decide whether what is reported may be shared with the National Cybersecurity Office; until then it may not',
    },
    args: 'CASE yes|no',
    releases: () => mayRelease.statement,
    options: {
      form: { type: 'string', value: 'FORM', about: { ja: 'ransomware ddos', en: 'ransomware ddos' } },
      reason: { type: 'string', value: 'TEXT', about: { ja: '理由', en: 'why' } },
    },
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const [, answer] = call.args;
      const order = consentOrder.safeParse({ form: call.text('form'), given: answer === 'yes', reason: call.text('reason') });
      if (caseId === null || (answer !== 'yes' && answer !== 'no') || call.args.length !== 2 || !order.success)
        return wrong(call, 'matoi report-form consent CASE yes|no --form ransomware|ddos --reason TEXT');
      const done = await decideConsent(await open(), callerOf(call), caseId, order.data);
      if (!done.ok) throw new ProblemError(done.error);
      if (call.format !== 'words') call.out.json(done.value);
      else call.out.line(caseId);
      return 0;
    },
  };
}
