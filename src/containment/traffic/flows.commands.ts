// SPDX-License-Identifier: Apache-2.0
// What every command that reads recorded traffic shares: its options, and how a refusal ends.
import type { CommandCall, ExitCode } from '../../edge/command.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err } from '../../kernel/result.ts';
import type { PlanFiles } from '../plan/files.port.ts';
import type { FlowSql } from './flow-sql.port.ts';
import type { Days } from './logged-traffic.ts';
import { containmentProblem } from '../problems.ts';
import { readFlowFiles } from '../plan/read-inputs.ts';

export type FlowCommandDeps = {
  readonly files: PlanFiles;
  /** The log engine of a data folder; null = the one that the environment names. */
  readonly logs: (folder: string | null) => FlowSql;
};

export const flowOptions = {
  flows: {
    type: 'string',
    many: true,
    value: 'FILE|logs',
    about: {
      ja: '通信の記録（JSONL・CSV・Zeek、.gz 可。何度でも指定可）。logs と書くと取り込み済みのログ',
      en: 'Recorded traffic: JSONL, CSV or Zeek, .gz too; may be repeated. The word logs stands for the imported logs',
    },
  },
  since: { type: 'string', value: 'DAY', about: { ja: 'logs のうち、この日から（UTC）', en: 'Of logs: from this day on (UTC)' } },
  until: { type: 'string', value: 'DAY', about: { ja: 'logs のうち、この日まで（UTC）', en: 'Of logs: up to and with this day (UTC)' } },
  data: { type: 'string', value: 'DIR', about: { ja: 'logs のデータ置き場（既定は MATOI_DATA）', en: 'Data folder of logs (MATOI_DATA)' } },
} as const;

/** Prints the problem; 3 where the desk is at fault, else 2. */
export function fail(call: CommandCall, problem: Problem): ExitCode {
  call.out.problem(problem);
  return problem.status >= 500 ? 3 : 2;
}

function daysOf(call: CommandCall): Days | Problem {
  for (const option of ['since', 'until']) {
    const given = call.text(option);
    if (given !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(given))
      return containmentProblem('containment.unknown-choice', { what: `--${option}`, given, choices: 'YYYY-MM-DD' });
  }
  return { since: call.text('since') ?? null, until: call.text('until') ?? null };
}

/** Traffic that `--flows` names, files or the imported logs, within the days asked for. */
export async function readFlows(deps: FlowCommandDeps, call: CommandCall): ReturnType<typeof readFlowFiles> {
  const paths = call.texts('flows');
  if (paths.length === 0) return err(containmentProblem('containment.option-missing', { option: 'flows' }));
  const days = daysOf(call);
  if ('code' in days) return err(days);
  return readFlowFiles({ files: deps.files, logs: () => deps.logs(call.text('data') ?? null) }, paths, days);
}
