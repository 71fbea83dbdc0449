// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../../edge/actor.ts';
import { basename } from 'node:path';
import type { z } from 'zod';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import type { Actor } from '../../journal/actor.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { PlanFiles } from '../plan/files.port.ts';
import { containmentProblem } from '../problems.ts';
import { fail } from '../traffic/flows.commands.ts';
import { handMeasureAsk, handMeasureKinds, putBackAsk } from './by-hand.contract.ts';
import { handMeasures, photograph, putBack, rowOf, takeByHand } from './by-hand.ts';
import type { ByHandDeps } from './by-hand.ts';

export type ByHandCommandDeps = { readonly files: PlanFiles; readonly open: () => Promise<ByHandDeps> };

const text = (value: string, ja: string, en: string) => ({ type: 'string', value, about: { ja, en } }) as const;
const shared = {
  case: text('CASE', '事案の番号', 'Number of the case'),
  by: text('NAME', '行った人', 'Who did it'),
  at: text('TIME', '行った時刻（2026-05-29T10:15:00+09:00 の形。省略時はいま）', 'When, as 2026-05-29T10:15:00+09:00; now when absent'),
} as const;

/** `matoi contain by-hand|put-back`: what people cut off with their hands. */
export function byHandCommands(deps: ByHandCommandDeps): readonly CommandSpec[] {
  return [take(deps), back(deps)];
}

function actorOf(call: CommandCall): Actor {
  return callerOf(call);
}

/** The first thing that is missing or cannot be read, by the name of its option. */
function asked<S extends z.ZodType>(schema: S, given: Readonly<Record<string, unknown>>, option: Readonly<Record<string, string>>) {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data } as const;
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  return { ok: false, error: containmentProblem('containment.option-missing', { option: option[field] ?? field }) } as const;
}

function take(deps: ByHandCommandDeps): CommandSpec {
  return {
    path: ['contain', 'by-hand'],
    summary: {
      ja: '手作業の措置（ケーブルを抜いた・電源を切った）を記録し、一覧を見る',
      en: 'Write down what was cut off by hand (cable, power); list it when nothing is given',
    },
    args: '',
    options: {
      ...shared,
      what: text('KIND', handMeasureKinds.join(' '), handMeasureKinds.join(' ')),
      object: text('TEXT', '切り離したもの（端末・装置）', 'What was cut off'),
      place: text('TEXT', '場所', 'Where it stands'),
      'put-back-by': text('NAME', '元に戻してよい人', 'Who alone may put it back'),
      note: text('TEXT', '補足', 'Anything else'),
      photo: { type: 'string', many: true, value: 'FILE', about: { ja: '写真（何度でも指定可）', en: 'A photo; may be repeated' } },
    },
    async run(call) {
      const caseId = parseCaseId(call.text('case') ?? '');
      if (caseId === null) return fail(call, containmentProblem('containment.option-missing', { option: 'case' }));
      const opened = await deps.open();
      if (call.text('what') === undefined && call.text('object') === undefined) return list(call, opened, caseId);
      const given = asked(
        handMeasureAsk,
        {
          what: call.text('what'),
          object: call.text('object'),
          place: call.text('place'),
          doneBy: call.text('by'),
          doneAt: call.text('at') ?? opened.clock.now(),
          putBackBy: call.text('put-back-by'),
          note: call.text('note'),
        },
        { doneBy: 'by', doneAt: 'at', putBackBy: 'put-back-by' },
      );
      if (!given.ok) return fail(call, given.error);
      const photos = [];
      for (const path of call.texts('photo')) {
        try {
          photos.push({ fileName: basename(path), bytes: await deps.files.bytes(path) });
        } catch {
          return fail(call, containmentProblem('containment.file-unreadable', { file: path }));
        }
      }
      const done = await takeByHand(opened, caseId, actorOf(call), given.value);
      if (!done.ok) return fail(call, done.error);
      const seen = photos.length === 0 ? null : await photograph(opened, caseId, actorOf(call), done.value, photos);
      if (seen !== null && !seen.ok) return fail(call, seen.error);
      if (call.format === 'words') call.out.line(done.value);
      else call.out.json({ measureId: done.value });
      return 0;
    },
  };
}

async function list(call: CommandCall, opened: ByHandDeps, caseId: Parameters<typeof handMeasures>[1]): Promise<ExitCode> {
  const found = await handMeasures(opened, caseId);
  if (found === null) return fail(call, containmentProblem('containment.no-such-case', { caseId }));
  if (call.format !== 'words') call.out.json({ measures: found.map((one) => rowOf(one)) });
  else
    for (const one of found)
      call.out.line(
        [
          one.measureId,
          one.what,
          one.object,
          one.place,
          one.doneBy,
          one.doneAt,
          one.putBack === null ? `← ${one.putBackBy}` : one.putBack.doneAt,
        ]
          .filter((part) => part !== '')
          .join('  '),
      );
  return 0;
}

function back(deps: ByHandCommandDeps): CommandSpec {
  return {
    path: ['contain', 'put-back'],
    summary: { ja: '手作業の措置を元に戻したと記録する', en: 'Write down that something cut off by hand was put back' },
    args: '',
    options: {
      ...shared,
      measure: text('ID', '措置の番号（M-1 など）', 'Number of the measure, M-1'),
      'allowed-by': text('NAME', '戻してよいと言った人', 'Who allowed it'),
      reason: text('TEXT', '名指しされた人でないときの理由', 'Why, where that is not the one who was named'),
    },
    async run(call) {
      const caseId = parseCaseId(call.text('case') ?? '');
      if (caseId === null) return fail(call, containmentProblem('containment.option-missing', { option: 'case' }));
      const measureId = call.text('measure');
      if (measureId === undefined) return fail(call, containmentProblem('containment.option-missing', { option: 'measure' }));
      const opened = await deps.open();
      const given = asked(
        putBackAsk,
        {
          doneBy: call.text('by'),
          doneAt: call.text('at') ?? opened.clock.now(),
          allowedBy: call.text('allowed-by'),
          reason: call.text('reason'),
        },
        { doneBy: 'by', doneAt: 'at', allowedBy: 'allowed-by' },
      );
      if (!given.ok) return fail(call, given.error);
      const done = await putBack(opened, caseId, actorOf(call), measureId, given.value);
      if (!done.ok) return fail(call, done.error);
      if (call.format === 'words') call.out.line(call.lang === 'ja' ? '済み' : 'done');
      else call.out.json({ putBack: measureId });
      return 0;
    },
  };
}
