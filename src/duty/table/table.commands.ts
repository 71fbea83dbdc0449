// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../../edge/actor.ts';
import { readFile, writeFile } from 'node:fs/promises';
import { isDay } from '../../common/civil-day.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import type { Problem } from '../../kernel/problem.ts';
import { inertText } from '../../kernel/text.ts';
import type { DutyDeps } from '../deps.ts';
import { dutyProblem } from '../problems.ts';
import { changeLine } from '../rota/published.ts';
import { badTime } from '../rota/set-plan.ts';
import { readTable } from './read-table.ts';
import { tableText, tableIntoRota } from './use-table.ts';
import { tableForms } from './write-table.ts';

export type TableCommandDeps = { readonly open: () => Promise<DutyDeps> };

/** `matoi duty table take FILE` and `matoi duty table write roster:ID`: shift tables in and out, as on the screen. */
export function tableCommands(deps: TableCommandDeps): readonly CommandSpec[] {
  return [takeCommand(deps), writeCommand(deps)];
}

const MOST_BYTES = 1_000_000;

function takeCommand(deps: TableCommandDeps): CommandSpec {
  return {
    path: ['duty', 'table', 'take'],
    summary: {
      ja: 'シフト表（CSV）を読み、当番がどう変わるかを示します。--apply で登録します',
      en: 'Read a shift table (CSV) and show whose duties change; --apply stores it',
    },
    args: 'FILE',
    options: {
      roster: { type: 'string', value: 'ID', about: { ja: 'どの系統の当番か', en: 'the roster it is for' } },
      month: {
        type: 'string',
        value: 'YYYY-MM',
        about: { ja: '日の数字だけの表の年月', en: 'month of a table with bare day numbers' },
      },
      codes: {
        type: 'string',
        value: '夜=21:00-9:00;…',
        about: { ja: '記号の時間帯、夜=21:00-9:00;日=9:00-21:00', en: 'hours of codes, N=21:00-9:00;D=9:00-21:00' },
      },
      apply: { type: 'boolean', about: { ja: '登録する（なければ確かめるだけ）', en: 'store it (without: only look)' } },
      reason: { type: 'string', value: 'TEXT', about: { ja: '変更の理由', en: 'why it changes' } },
      confirm: {
        type: 'boolean',
        about: { ja: '公開済みの期間の当番が変わることを確かめた', en: 'changes of published duties have been looked at' },
      },
    },
    negative: { ja: '読めない欄がある、または当番が一つもない', en: 'a cell cannot be read, or the table holds no duty' },
    async run(call) {
      const [file] = call.args;
      const roster = call.text('roster');
      if (file === undefined || call.args.length > 1 || roster === undefined) return refused(call, badTime(call.args.join(' ')));
      const asked = { roster, month: call.text('month') ?? null, codes: call.text('codes') ?? '' };
      const actor = callerOf(call);
      const reason = call.text('reason');
      const by = { actor, ...(reason === undefined ? {} : { reason }), confirmed: call.flag('confirm'), expectedVersion: null };
      const read = await tableIntoRota({ ...(await deps.open()), readTable }, await bytesOf(file), asked, call.flag('apply') ? by : null);
      if (!read.ok) return refused(call, read.error, read.error.status === 404 ? 3 : 2);
      const { people, ...found } = read.value;
      if (call.format !== 'words') call.out.json(found);
      else {
        const { duties, unread, changes, stored, version } = found;
        call.out.line({ ja: `当番 ${duties} 件を読みました。`, en: `${duties} duties read.` }[call.lang]);
        for (const one of unread)
          call.out.line(`${{ ja: `${one.line} 行目`, en: `line ${one.line}` }[call.lang]}  ${inertText(one.cell)}  ${one.why[call.lang]}`);
        for (const change of changes) call.out.line(changeLine(change, { people }));
        if (changes.length === 0) call.out.line({ ja: '当番は変わりません。', en: 'No duty changes.' }[call.lang]);
        call.out.line(
          stored
            ? { ja: `当番表の版 ${version} を登録しました。`, en: `Plan version ${version} is in force.` }[call.lang]
            : { ja: 'まだ登録していません（--apply で登録）。', en: 'Nothing is stored yet (--apply stores it).' }[call.lang],
        );
      }
      return found.unread.length > 0 || found.duties === 0 ? 1 : 0;
    },
  };
}

function writeCommand(deps: TableCommandDeps): CommandSpec {
  return {
    path: ['duty', 'table', 'write'],
    summary: {
      ja: '当番を表（CSV）で書き出します（Garoon・desknet’s 用も）',
      en: 'Write duties as a table (CSV), also for Garoon and desknet’s',
    },
    args: 'roster:ID|person:ID',
    options: {
      from: { type: 'string', value: 'YYYY-MM-DD', about: { ja: '最初の日（既定は今日）', en: 'first day (today)' } },
      days: { type: 'string', value: 'N', about: { ja: '日数（既定 31、最大 400）', en: 'how many days (31, at most 400)' } },
      for: { type: 'string', value: 'FORM', about: { ja: 'plain・garoon・desknets', en: 'plain, garoon or desknets' } },
      out: {
        type: 'string',
        value: 'FILE',
        about: { ja: 'このファイルに書く（既定は標準出力）', en: 'into this file (else standard output)' },
      },
    },
    async run(call) {
      const form = tableForms.find((one) => one === (call.text('for') ?? 'plain'));
      const days = Number(call.text('days') ?? '31');
      const from = call.text('from') ?? null;
      const [of] = call.args;
      if (of === undefined || form === undefined || !Number.isInteger(days) || days < 1 || days > 400 || (from !== null && !isDay(from)))
        return refused(call, badTime([...call.args, call.text('for') ?? '', call.text('days') ?? '', from ?? ''].join(' ').trim()));
      const text = await tableText(await deps.open(), { of, from, days, form }, call.lang);
      if (!text.ok) return refused(call, text.error, text.error.status === 404 ? 3 : 2);
      const out = call.text('out');
      if (out === undefined) call.out.bytes(new TextEncoder().encode(text.value));
      else {
        try {
          await writeFile(out, text.value, { flag: 'wx' });
        } catch {
          return refused(call, dutyProblem('duty.table-not-written'), 3);
        }
        call.out.note({ ja: `${out} に書きました。`, en: `Written to ${out}.` }[call.lang]);
      }
      return 0;
    },
  };
}

/** The file's bytes; null where there is none, or more than the screen takes. */
async function bytesOf(file: string): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(file);
    return bytes.length > MOST_BYTES ? null : bytes;
  } catch {
    return null;
  }
}

function refused(call: CommandCall, problem: Problem, exit: ExitCode = 2): ExitCode {
  call.out.problem(problem);
  return exit;
}
