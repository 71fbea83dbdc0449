// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../../edge/actor.ts';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { inertText } from '../../kernel/text.ts';
import type { ExerciseDeps } from '../deps.ts';
import { roundProblem } from '../problems.ts';
import { roundStates } from './round.ts';
import { seeRound, seeRow } from './see.ts';

type Deps = { readonly open: () => Promise<ExerciseDeps> };

/** The console takes no part in a round: it sees what an observer sees. */
export function observer(call: Pick<CommandCall, 'operator'>) {
  return { personId: callerOf(call).id, name: callerOf(call).name, roles: ['auditor'] };
}

/** `matoi exercise rounds|round`. */
export function roundCommands(deps: Deps): readonly CommandSpec[] {
  return [listCommand(deps), sheetCommand(deps)];
}

function listCommand(deps: Deps): CommandSpec {
  return {
    path: ['exercise', 'rounds'],
    summary: { ja: '問題の回の一覧', en: 'List the question rounds' },
    args: '',
    options: {
      search: { type: 'string', value: 'WORDS', about: { ja: '題名・問題・分類から探す', en: 'Look in title, question and category' } },
      category: { type: 'string', value: 'NAME', about: { ja: 'この分類だけ', en: 'Only this category' } },
      state: { type: 'string', value: 'STATE', about: { ja: roundStates.join('・'), en: roundStates.join(', ') } },
    },
    async run(call) {
      const { rounds, clock } = await deps.open();
      const who = observer(call);
      const [search, category, state] = [call.text('search'), call.text('category'), roundStates.find((one) => one === call.text('state'))];
      const found = await rounds.list({
        ...(search === undefined ? {} : { search }),
        ...(category === undefined ? {} : { category }),
        ...(state === undefined ? {} : { state }),
        viewerId: who.personId,
        limit: 500,
      });
      const items = found.map((one) => seeRow(one, who, clock.now()));
      if (call.format === 'json') call.out.json({ items });
      else if (call.format === 'jsonl') for (const item of items) call.out.jsonLine(item);
      else for (const row of items) call.out.row([row.roundId, row.state, row.deadline ?? '-', row.answers, row.category, row.title]);
      return 0;
    },
  };
}

function sheetCommand(deps: Deps): CommandSpec {
  return {
    path: ['exercise', 'round'],
    summary: { ja: '問題の回を示します（隠れている回答は示しません）', en: 'Show a round; answers that are hidden stay so' },
    args: 'ROUND',
    options: {},
    async run(call) {
      const { rounds, clock } = await deps.open();
      const roundId = call.args[0] ?? '';
      const sheet = await seeRound({ rounds, now: clock.now() }, roundId, observer(call));
      if (sheet === null) {
        call.out.problem(roundProblem('round.unknown', undefined, { roundId }));
        return 2;
      }
      if (call.format !== 'words') call.out.json(sheet);
      else {
        call.out.line(`${sheet.roundId}  ${sheet.state}  ${sheet.deadline ?? '-'}`);
        call.out.line(inertText(sheet.title));
        call.out.line(sheet.now[call.lang]);
        for (const { author, votes, text } of sheet.list ?? [])
          call.out.line(`${votes}  ${author ?? '-'}  ${inertText(text).slice(0, 120)}`);
      }
      return 0;
    },
  };
}
