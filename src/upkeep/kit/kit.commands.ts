// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { callerOf } from '../../edge/actor.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { Problem } from '../../kernel/problem.ts';
import { upkeepProblem } from '../problems.ts';
import { kitShape } from './kit.contract.ts';
import { printKit } from './print-kit.ts';
import type { KitDeps } from './print-kit.ts';

/** `matoi kit`. */
export function kitCommands(open: () => Promise<KitDeps>): readonly CommandSpec[] {
  return [
    {
      path: ['kit'],
      summary: {
        ja: 'メールもサインインも使えないときのための紙（当番・連絡先・止めるもの・記録用紙）を PDF で出力します',
        en: 'Write the paper for when mail and sign-in are down (duty, contacts, what to stop, log pages) as PDF',
      },
      args: 'FILE.pdf',
      options: {
        days: { type: 'string', value: 'N', about: { ja: '当番を載せる日数（14）', en: 'days of duty (14)' } },
        'log-pages': { type: 'string', value: 'N', about: { ja: '記録用紙の枚数（6）', en: 'log pages (6)' } },
      },
      async run(call) {
        const [file = ''] = call.args;
        if (!/\.pdf$/i.test(file)) return refused(call, upkeepProblem('kit.needs-a-file'));
        const asked = { days: numberOf(call, 'days'), logPages: numberOf(call, 'log-pages') };
        const shape = kitShape.safeParse(asked);
        if (!shape.success) return refused(call, upkeepProblem('kit.not-that-many'));
        try {
          const pdf = await printKit(await open(), callerOf(call), { ...shape.data, lang: call.lang });
          await writeFile(file, pdf);
          if (call.format === 'words') call.out.line(file);
          else call.out.json({ file, bytes: pdf.length });
          return 0;
        } catch (cause) {
          if (cause instanceof ProblemError) return refused(call, cause.problem);
          if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
          return refused(call, upkeepProblem('kit.not-written', undefined, { file }));
        }
      },
    },
  ];
}

function numberOf(call: CommandCall, name: string): number | undefined {
  const given = call.text(name);
  return given === undefined ? undefined : Number(given);
}

function refused(call: CommandCall, problem: Problem): ExitCode {
  call.out.problem(problem);
  return problem.status === 503 ? 3 : 2;
}
