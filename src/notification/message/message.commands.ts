// SPDX-License-Identifier: Apache-2.0
import { readsCase } from '../../edge/command.ts';
import type { CommandSpec } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import { showWorst } from './show.ts';

const why = {
  longest: { ja: '最も長い', en: 'longest' },
  'most-findings': { ja: '指摘が最も多い', en: 'most findings' },
  'oddest-name': { ja: '名前が変わっている', en: 'oddest name' },
  'no-name': { ja: '宛名がない', en: 'nobody is named' },
} as const;

/** `matoi notify show CASE N`: the dry run in full; nothing leaves. */
export function messageCommands(open: () => Promise<NotificationDeps>): readonly CommandSpec[] {
  return [
    {
      path: ['notify', 'show'],
      summary: {
        ja: '間違いの起きやすい通知を N 通、全文で示します。何も送りません',
        en: 'Show in full the N mails that are likeliest to be wrong; nothing leaves',
      },
      args: 'CASE [N]',
      options: {},
      negative: { ja: '文面に誤りがあり、通知を作れない', en: 'a text is at fault, and no mail can be written' },
      reads: readsCase,
      async run({ args, out, format, lang }) {
        const caseId = parseCaseId(args[0] ?? '');
        const most = Number(args[1] ?? '4');
        if (!Number.isSafeInteger(most) || most < 1 || args.length > 2) {
          out.problem(notificationProblem('notification.wrong-call', { wanted: 'CASE [N]' }));
          return 2;
        }
        if (caseId === null) throw new ProblemError(notificationProblem('notification.no-such-case'));
        const shown = await showWorst(await open(), caseId, most);
        if (!shown.ok) throw new ProblemError(shown.error);
        const { items, faults, messages } = shown.value;
        if (format !== 'words') out.json(shown.value);
        else {
          for (const fault of faults)
            out.line(`${fault.lang}${fault.line === null ? '' : `:${fault.line}`}: ${fault.what} (${fault.readers})`);
          for (const item of items) {
            out.line(`--- ${item.why.map((one) => why[one][lang]).join(', ')} --- ${item.to}`);
            for (const line of [item.subject, '', ...item.text.split('\n')]) out.line(line);
          }
          out.line(
            { ja: `${messages} 通のうち ${items.length} 通。何も送っていません`, en: `${items.length} of ${messages} mails; nothing left` }[
              lang
            ],
          );
        }
        return faults.length === 0 ? 0 : 1;
      },
    },
  ];
}
