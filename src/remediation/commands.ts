// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../edge/actor.ts';
import { readsCase } from '../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../edge/command.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { Problem } from '../kernel/problem.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import { inertText } from '../kernel/text.ts';
import { boardOf } from './board.ts';
import { toCacao } from './cacao.ts';
import { boardOrderSchema } from './contract.ts';
import { direct } from './direct.ts';
import type { DirectDeps } from './direct.ts';
import type { Playbook } from './playbook.ts';
import { refusedProblem, workProblem } from './problems.ts';
import { milestones } from '../case/measures/points.ts';
import { noCase } from '../case/problems.ts';
import { allMeasures, caseMeasures } from './read-measures.ts';

export type RemediationCommandDeps = Omit<DirectDeps, 'journal' | 'playbooks'> & {
  readonly open: () => Promise<Pick<DirectDeps, 'journal'>>;
  readonly playbooks: () => Promise<readonly Playbook[]>;
  readonly hash: HashBytes;
};

/** `matoi remediation board|do|measures|playbooks|cacao`. */
export function remediationCommands(deps: RemediationCommandDeps): readonly CommandSpec[] {
  return [boardCommand(deps), orderCommand(deps), measuresCommand(deps), playbooksCommand(deps), cacaoCommand(deps)];
}

function boardCommand(deps: RemediationCommandDeps): CommandSpec {
  return {
    path: ['remediation', 'board'],
    summary: { ja: '事案の作業表と次の三手を示します', en: 'Show a case’s board and its next three' },
    args: 'CASE',
    options: {},
    negative: { ja: '遅れている項目がある', en: 'an item is late' },
    reads: readsCase,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const view = caseId === null ? null : await (await deps.open()).journal.view(caseId);
      if (view === null) return refused(call, noCase(call.args.join(' ')));
      const board = boardOf(view, deps.clock.now());
      if (call.format !== 'words') call.out.json(board);
      else {
        for (const [index, step] of board.next.entries())
          call.out.line(`${index + 1}. ${step.text[call.lang]}  (${step.who[call.lang]}, ${step.by ?? '-'})  ${step.why[call.lang]}`);
        for (const item of board.items) {
          const late = item.late ? { ja: ' 【遅れ】', en: ' LATE' }[call.lang] : '';
          call.out.line(
            `${item.status.padEnd(9)} ${item.workstream.padEnd(15)} ${inertText(item.titles[call.lang])}  ${item.owner?.name ?? item.department}  ${item.due ?? '-'}${late}`,
          );
        }
      }
      return board.items.some((item) => item.late) ? 1 : 0;
    },
  };
}

function orderCommand(deps: RemediationCommandDeps): CommandSpec {
  return {
    path: ['remediation', 'do'],
    summary: { ja: '作業表に指示を出します（JSON）', en: 'Give the board an order (JSON)' },
    args: 'CASE',
    options: {
      order: { type: 'string', value: 'JSON', about: { ja: '{"do":"add","itemId":…} など', en: '{"do":"add","itemId":…} and so on' } },
    },
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      if (caseId === null) return refused(call, noCase(call.args.join(' ')));
      const order = boardOrderSchema.safeParse(json(call.text('order') ?? ''));
      if (!order.success)
        return refused(call, badOrder(order.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')));
      const { journal } = await deps.open();
      const actor = callerOf(call);
      const done = await direct({ journal, clock: deps.clock, playbooks: await deps.playbooks() }, caseId, actor, order.data);
      if (!done.ok) return refused(call, done.error);
      if (done.value.view !== null) call.out.json(boardOf(done.value.view, deps.clock.now()));
      return 0;
    },
  };
}

function measuresCommand(deps: RemediationCommandDeps): CommandSpec {
  return {
    path: ['remediation', 'measures'],
    summary: { ja: '所要時間を記録だけから求めます（事案または全体）', en: 'Times from the journal alone, of a case or over all' },
    args: '[CASE]',
    options: {},
    reads: readsCase,
    async run(call) {
      const { journal } = await deps.open();
      const [text] = call.args;
      if (text === undefined) {
        const all = await allMeasures(journal);
        if (call.format !== 'words') call.out.json(all);
        else
          for (const milestone of milestones)
            call.out.line(
              `${milestone.padEnd(16)} n=${all.summary[milestone].count}  ${all.summary[milestone].median ?? '-'} / ${all.summary[milestone].p90 ?? '-'} min`,
            );
        return 0;
      }
      const caseId = parseCaseId(text);
      const found = caseId === null ? null : await caseMeasures(journal, caseId);
      if (found === null) return refused(call, noCase(text));
      if (call.format !== 'words') call.out.json({ caseId, ...found });
      else {
        const { wrongCalls, unansweredCalls, reportUp, wipes } = found.counts;
        for (const milestone of milestones) call.out.line(`${milestone.padEnd(16)} ${found.minutes[milestone] ?? '-'} min`);
        call.out.line(`wrong calls      ${wrongCalls}  unanswered ${unansweredCalls}`);
        call.out.line(`report up        ${reportUp.taken}/${reportUp.made}  ${reportUp.seconds ?? '-'} s`);
        call.out.line(`wipes            ${wipes.done}  kept ${wipes.kept}  waived ${wipes.waived}  unasked ${wipes.unasked}`);
      }
      return 0;
    },
  };
}

function playbooksCommand(deps: RemediationCommandDeps): CommandSpec {
  return {
    path: ['remediation', 'playbooks'],
    summary: { ja: '手順書の一覧', en: 'List the playbooks' },
    args: '',
    options: {},
    async run(call) {
      const playbooks = await deps.playbooks();
      if (call.format !== 'words') call.out.json(playbooks);
      else
        for (const playbook of playbooks)
          call.out.line(`${playbook.id.padEnd(26)} ${playbook.edition}  ${playbook.steps.length}  ${playbook.title[call.lang]}`);
      return 0;
    },
  };
}

function cacaoCommand(deps: RemediationCommandDeps): CommandSpec {
  return {
    path: ['remediation', 'cacao'],
    summary: { ja: '手順書を CACAO 2.0 で書き出します', en: 'Write a playbook as CACAO 2.0' },
    args: 'PLAYBOOK',
    options: {},
    async run(call) {
      const playbook = (await deps.playbooks()).find((one) => one.id === call.args[0]);
      if (playbook === undefined) return refused(call, refusedProblem('no-playbook', call.args.join(' ')));
      call.out.json(toCacao(playbook, call.lang, deps.hash, deps.clock.now()));
      return 0;
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refused(call: CommandCall, problem: Problem): ExitCode {
  call.out.problem(problem);
  return 2;
}

function badOrder(detail: string): Problem {
  return workProblem('work.order-unreadable', undefined, { detail });
}
