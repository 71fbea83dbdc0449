// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { disclosureProblem } from '../problems.ts';
import type { CheckCsaf } from './check.port.ts';
import { checkReport } from './check-report.ts';

/** `matoi advisory check FILE…`; it needs no store and opens no connection. */
export function checkCommand(checkCsaf: CheckCsaf): CommandSpec {
  return {
    path: ['advisory', 'check'],
    summary: { ja: 'CSAF 2.0 のアドバイザリーを検証します', en: 'Check an advisory against CSAF 2.0' },
    args: 'FILE…',
    options: {},
    negative: { ja: '妥当でない文書があった', en: 'a document is not valid' },
    async run(call) {
      if (call.args.length === 0) {
        call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted: 'matoi advisory check FILE…' }));
        return 2;
      }
      let bad = false;
      for (const file of call.args) {
        const bytes = await readFile(file).catch(() => null);
        if (bytes === null) {
          call.out.problem(disclosureProblem('disclosure.file-not-readable', { file }));
          return 2;
        }
        const report = checkReport(await checkCsaf(bytes), call.lang);
        bad ||= !report.valid;
        if (call.format === 'json' && call.args.length === 1) call.out.json(report);
        else if (call.format !== 'words') call.out.item({ file, ...report });
        else sayReport(call, file, report);
      }
      return bad ? 1 : 0;
    },
  };
}

function sayReport(call: CommandCall, file: string, report: ReturnType<typeof checkReport>): void {
  const pick = (ja: string, en: string) => (call.lang === 'ja' ? ja : en);
  call.out.line(`${file}: ${report.valid ? pick('CSAF 2.0 として妥当', 'valid CSAF 2.0') : pick('妥当でない', 'not valid')}`);
  for (const { test, path, text } of report.failed) call.out.line(`  ${pick('不可', 'failed')}  ${test}  ${path}  ${text}`);
  for (const { test, path, text } of report.warned) call.out.line(`  ${pick('注意', 'better')}  ${test}  ${path}  ${text}`);
  for (const { test, why } of report.notChecked) call.out.line(`  ${pick('未確認', 'not checked')}  ${test}  ${why}`);
}
