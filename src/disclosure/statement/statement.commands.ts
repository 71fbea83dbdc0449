// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../../edge/command.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { itemSheet } from './item-sheet.ts';

/** `matoi statement …`. */
export function statementCommands(_open: () => Promise<DisclosureDeps>): readonly CommandSpec[] {
  return [
    {
      path: ['statement', 'items'],
      summary: {
        ja: '公表文に書く項目を、段階ごとの要否とともに並べます',
        en: 'List what a statement must say, with what each stage wants',
      },
      args: '',
      options: {},
      async run(call) {
        if (call.args.length > 0) {
          call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted: 'matoi statement items' }));
          return 2;
        }
        const sheet = itemSheet();
        if (call.format !== 'words') call.out.json(sheet);
        else
          for (const { id, name, first, second, final } of sheet.items)
            call.out.line([id, first, second, final, name[call.lang]].join('  '));
        return 0;
      },
    },
  ];
}
