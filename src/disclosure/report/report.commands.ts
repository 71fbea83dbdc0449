// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { MANY } from '../../journal/store.port.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem, noCase } from '../problems.ts';
import { makeReport, reportForms } from './make.ts';
import { yearlyStatistics } from './statistics.ts';

type Open = () => Promise<DisclosureDeps>;

/** `matoi case report|statistics`. */
export function reportCommands(open: Open): readonly CommandSpec[] {
  return [reportCommand(open), statisticsCommand(open)];
}

function wrong(call: CommandCall, wanted: string): ExitCode {
  call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted }));
  return 2;
}

async function write(call: CommandCall, file: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await writeFile(file, bytes, { mode: 0o600 });
    return true;
  } catch {
    call.out.problem(disclosureProblem('disclosure.file-not-written', { file }));
    return false;
  }
}

function reportCommand(open: Open): CommandSpec {
  return {
    path: ['case', 'report'],
    summary: {
      ja: '事案報告書（経緯、行ったこと、判断と理由、証拠とハッシュ）を書き出します。形はファイル名で決まります（.md .html .pdf）',
      en: 'Write the report of a case: timeline, what was done, decisions with reasons, evidence with hashes; the file name says the form (.md .html .pdf)',
    },
    args: 'CASE FILE',
    options: {},
    reads: readsCase,
    async run(call) {
      const [text = '', file = ''] = call.args;
      const form = reportForms.find((one) => file.toLowerCase().endsWith(`.${one}`));
      if (form === undefined) return wrong(call, 'matoi case report CASE FILE.md|FILE.html|FILE.pdf');
      const caseId = parseCaseId(text);
      const made =
        caseId === null ? { ok: false as const, error: noCase(text).problem } : await makeReport(await open(), caseId, form, call.lang);
      if (!made.ok) {
        call.out.problem(made.error);
        return 2;
      }
      if (!(await write(call, file, made.value))) return 3;
      if (call.format === 'words') call.out.line(file);
      else call.out.json({ file, bytes: made.value.length });
      return 0;
    },
  };
}

function statisticsCommand(open: Open): CommandSpec {
  return {
    path: ['case', 'statistics'],
    summary: {
      ja: '年間統計を1事案1行の CSV で書き出します（訓練と、取り込んだ事案は含みません）',
      en: 'Write the yearly statistics as CSV, one row a case; exercises and cases of other desks are left out',
    },
    args: 'YEAR FILE.csv',
    options: {},
    reads: () => ({ of: MANY, words: 'statistics' }),
    async run(call) {
      const [text = '', file = ''] = call.args;
      if (!/^\d{4}$/.test(text) || file === '') return wrong(call, 'matoi case statistics YEAR FILE.csv');
      const { text: csv, cases } = await yearlyStatistics(await open(), Number(text), call.lang);
      if (!(await write(call, file, new TextEncoder().encode(csv)))) return 3;
      if (call.format === 'words') call.out.line({ ja: `${file}：${cases} 件`, en: `${file}: ${cases} cases` }[call.lang]);
      else call.out.json({ file, cases });
      return 0;
    },
  };
}
