// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { atTime, dayOf, isDay } from '../../common/civil-day.ts';
import { decodeText } from '../../common/decode-text.ts';
import { callerOf } from '../../edge/actor.ts';
import { readsCase } from '../../edge/command.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { isZone } from '../../kernel/instant.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { caseProblem, noCase } from '../problems.ts';
import { commandCase } from './command-case.ts';
import type { CommandDeps } from './command-case.ts';
import { readTypedRows, withOffset } from './typed-rows.contract.ts';
import type { TypedRow } from './typed-rows.contract.ts';

export type NotesCommandDeps = {
  readonly open: () => Promise<CommandDeps>;
  readonly hash: HashBytes;
  readonly clock: Clock;
};

const ZONE = 'Asia/Tokyo';

/** `matoi case notes`: a log kept on paper, or in a sheet, into the timeline. */
export function notesCommands(deps: NotesCommandDeps): readonly CommandSpec[] {
  return [
    {
      path: ['case', 'notes'],
      summary: {
        ja: '紙や表に付けた記録を、書いた時刻と書いた人のまま経緯に入れます（CSV、表から貼った行、または「14:05 …」の行）',
        en: 'Type a log kept on paper or in a sheet into the timeline, with its own times and writer (CSV, pasted rows, or lines as “14:05 …”)',
      },
      args: 'CASE FILE',
      options: {
        'written-by': { type: 'string', value: 'NAME', about: { ja: '紙に書いた人', en: 'who wrote it on paper' } },
        day: { type: 'string', value: '2026-11-30', about: { ja: '最初の行の日付（省くと今日）', en: 'day of the first row (today)' } },
        zone: { type: 'string', value: 'ZONE', about: { ja: `書いた時計の時間帯（${ZONE}）`, en: `zone of the writer’s clock (${ZONE})` } },
        look: {
          type: 'boolean',
          about: { ja: '読み取りを表示するだけで、何も記録しない', en: 'only show how it is read; record nothing' },
        },
      },
      negative: { ja: '時刻か本文の読めない行がある', en: 'a row has no readable time or no text' },
      reads: readsCase,
      run: (call) => takeNotes(deps, call),
    },
  ];
}

async function takeNotes(deps: NotesCommandDeps, call: CommandCall): Promise<ExitCode> {
  const [given = '', file = ''] = call.args;
  const caseId = parseCaseId(given);
  if (caseId === null) return refused(call, noCase(given));
  const zone = call.text('zone') ?? ZONE;
  if (!isZone(zone)) return refused(call, caseProblem('case.no-such-zone', undefined, { zone }));
  const day = call.text('day') ?? dayOf(deps.clock.now(), zone);
  if (!isDay(day)) return refused(call, caseProblem('case.no-such-day', undefined, { day }));
  const text = await textOf(call, file);
  if (text === null) return refused(call, caseProblem('case.rows-unreadable', undefined, { file }));
  const rows = readTypedRows(text, { day, instantOf: (on, wall) => offsetAt(on, wall, zone), names: [] });
  const taken = call.flag('look') ? rows.length : await record(deps, call, caseId, rows);
  if (typeof taken !== 'number') return refused(call, taken);
  const unclear = rows.filter((row) => row.at === null || row.text === '');
  if (call.format === 'words') {
    for (const row of rows)
      call.out.line(`${String(row.line).padStart(4)}  ${row.at ?? '—'.padEnd(25)}  ${row.who}${row.decision ? ' !' : ''}  ${row.text}`);
    call.out.note(
      {
        ja: `${taken} 行、うち時刻か本文の読めないもの ${unclear.length}`,
        en: `${taken} rows, ${unclear.length} without a readable time or text`,
      }[call.lang],
    );
  } else call.out.json({ rows, unclear: unclear.length });
  return unclear.length === 0 ? 0 : 1;
}

/** How many rows stand in the timeline; the same file twice stands there once. */
async function record(deps: NotesCommandDeps, call: CommandCall, caseId: CaseId, rows: readonly TypedRow[]): Promise<number | Problem> {
  const opened = await deps.open();
  const by = call.text('written-by') ?? '';
  for (const row of rows) {
    const { at, who, text, decision } = row;
    const writtenDownBy = row.writtenDownBy === '' ? by : row.writtenDownBy;
    const noteId = `row-${deps.hash(JSON.stringify([caseId, writtenDownBy, row])).slice(0, 40)}`;
    // A time or a name alone was written down too.
    const note = { do: 'note', noteId, text: text === '' ? '—' : text, happenedAt: at, who, writtenDownBy, decision } as const;
    const done = await commandCase(opened, caseId, callerOf(call), note, null);
    if (!done.ok) return done.error;
  }
  return rows.length;
}

function offsetAt(day: string, wall: string, zone: string): string {
  return withOffset(day, wall, Math.round((Date.parse(`${day}T${wall}Z`) - atTime(day, wall, zone)) / 60_000));
}

async function textOf(call: CommandCall, file: string): Promise<string | null> {
  try {
    if (file !== '-') return decodeText(await readFile(file))?.text ?? null;
    const parts: Uint8Array[] = [];
    for await (const part of call.stdin()) parts.push(part);
    return decodeText(Buffer.concat(parts))?.text ?? null;
  } catch {
    return null;
  }
}

function refused(call: CommandCall, problem: Problem): ExitCode {
  call.out.problem(problem);
  return 2;
}
