// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { noCase } from '../../case/problems.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { observer } from '../round/round.commands.ts';
import { printAfterAction, printBooklet } from './make.ts';
import type { PrintDeps } from './make.ts';
import { printProblem } from './problems.ts';

type Deps = { readonly open: () => Promise<PrintDeps> };

/** `matoi exercise booklet|report`. */
export function printCommands(deps: Deps): readonly CommandSpec[] {
  return [bookletCommand(deps), reportCommand(deps)];
}

function bookletCommand({ open }: Deps): CommandSpec {
  return {
    path: ['exercise', 'booklet'],
    summary: { ja: '問題の回の冊子を PDF で出力します（複数の回も可）', en: 'Write the booklet of a round, or of several, as PDF' },
    args: 'ROUND… FILE.pdf',
    options: {},
    async run(call) {
      const [rounds, file] = [call.args.slice(0, -1), call.args.at(-1) ?? ''];
      if (rounds.length === 0 || !isPdf(file)) return refused(call, printProblem('paper.needs-a-file'));
      return write(call, file, await printBooklet(await open(), rounds, observer(call), call.lang));
    },
  };
}

function reportCommand({ open }: Deps): CommandSpec {
  return {
    path: ['exercise', 'report'],
    summary: {
      ja: '訓練（または実際の事案）の事後報告書を PDF で出力します',
      en: 'Write the after-action report of an exercise, or of a real case, as PDF',
    },
    args: 'CASE FILE.pdf',
    options: {},
    reads: readsCase,
    async run(call) {
      const [text = '', file = ''] = call.args;
      const caseId = parseCaseId(text);
      if (!isPdf(file)) return refused(call, printProblem('paper.needs-a-file'));
      return write(call, file, caseId === null ? err(noCase(text)) : await printAfterAction(await open(), caseId, call.lang));
    },
  };
}

async function write(call: CommandCall, file: string, printed: Result<Uint8Array, Problem>): Promise<ExitCode> {
  if (!printed.ok) return refused(call, printed.error);
  try {
    await writeFile(file, printed.value);
  } catch {
    return refused(call, printProblem('paper.not-written', undefined, { file }));
  }
  if (call.format === 'words') call.out.line(file);
  else call.out.json({ file, bytes: printed.value.length });
  return 0;
}

function isPdf(file: string): boolean {
  return /\.pdf$/i.test(file);
}

function refused(call: CommandCall, problem: Problem): ExitCode {
  call.out.problem(problem);
  return problem.status === 503 ? 3 : 2;
}
