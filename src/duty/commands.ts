// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../edge/actor.ts';
import { readFile } from 'node:fs/promises';
import type { CommandCall, CommandSpec, ExitCode } from '../edge/command.ts';
import type { Clock } from '../kernel/instant.ts';
import { millisOf, parseInstant } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { acknowledge } from './paging/acknowledge.ts';
import { isAway } from './paging/away.ts';
import type { DutyDeps } from './deps.ts';
import { feedOf } from './calendar/feed.ts';
import type { Holidays } from '../common/holidays.port.ts';
import type { Ical } from './calendar/ical.port.ts';
import { ackCode } from './paging/link.ts';
import { lintRota } from './rota/lint.ts';
import { changeLine } from './rota/published.ts';
import { rotaInForce } from './rota/in-force.ts';
import { openRota } from './rota/roster.ts';
import type { Rota } from './rota/roster.ts';
import { wireOf, withDeliveries } from './paging/page.view.ts';
import { dutyProblem } from './problems.ts';
import { tableCommands } from './table/table.commands.ts';
import { badTime, changesFrom, readPlan, setPlan } from './rota/set-plan.ts';
import { pageable, whoIsOn } from './rota/who.ts';
import type { Ways } from './rota/ways.port.ts';

export type DutyCommandDeps = {
  readonly open: () => Promise<DutyDeps>;
  readonly holidays: Holidays;
  readonly ical: Ical;
  readonly clock: Clock;
  /** What the settings say of the ways to people; the desk's state is not opened for it. */
  readonly waysOfSettings: () => Promise<Ways>;
  /** YAML or JSON. */
  readonly readDocument: (text: string) => unknown;
};

const planOption = {
  plan: {
    type: 'string',
    value: 'FILE',
    about: { ja: '登録済みの代わりにこのファイル（YAML/JSON）を使う', en: 'use this file (YAML or JSON) instead of the stored plan' },
  },
} as const;

/** `matoi duty …`: who, lint, plan, feed, table, pages, ack. */
export function dutyCommands(deps: DutyCommandDeps): readonly CommandSpec[] {
  return [
    whoCommand(deps),
    lintCommand(deps),
    planCommand(deps),
    feedCommand(deps),
    pagesCommand(deps),
    ackCommand(deps),
    ...tableCommands(deps),
  ];
}

function whoCommand(deps: DutyCommandDeps): CommandSpec {
  return {
    path: ['duty', 'who'],
    summary: { ja: '今（または指定の時刻に）誰が当番かを示します', en: 'Who has the duty now, or at a given time' },
    args: '',
    options: {
      ...planOption,
      at: { type: 'string', value: 'TIME', about: { ja: '時差つき ISO 8601 の時刻', en: 'ISO 8601 time with a zone' } },
    },
    negative: { ja: '必要な当番に空きがある', en: 'a required roster has nobody' },
    async run(call) {
      const at = call.text('at') === undefined ? deps.clock.now() : parseInstant(call.text('at') as string);
      if (at === null) return refused(call, badTime(call.text('at') as string));
      const rota = await rotaFor(deps, call);
      if ('code' in rota) return refused(call, rota, rota.status === 404 ? 3 : 2);
      const who = whoIsOn(rota, millisOf(at));
      if (call.format !== 'words') call.out.json(who);
      else {
        call.out.line(`${who.at} (${who.zone}) ${who.day.date} ${who.day.name?.[call.lang] ?? who.day.kind}`);
        for (const row of who.rosters) {
          const name = row.person === null ? { ja: '空き', en: 'NOBODY' }[call.lang] : `${row.person.name} ${row.person.telephone}`;
          call.out.line(`${row.name[call.lang].padEnd(12)} ${name}  → ${row.until ?? '-'}  (${row.because})`);
        }
      }
      return who.rosters.some((row) => row.required && row.person === null) ? 1 : 0;
    },
  };
}

function lintCommand(deps: DutyCommandDeps): CommandSpec {
  return {
    path: ['duty', 'lint'],
    summary: { ja: '当番表の空き・連休・負担の偏りを調べます', en: 'Check the rota for gaps, long weekends and load' },
    args: '',
    options: {
      ...planOption,
      days: { type: 'string', value: 'N', about: { ja: '何日先まで（既定 400）', en: 'how many days ahead (400)' } },
      at: { type: 'string', value: 'TIME', about: { ja: '起点の時刻', en: 'from this time on' } },
    },
    negative: { ja: '空きか誤りがある', en: 'there are gaps or faults' },
    async run(call) {
      const days = Number(call.text('days') ?? '400');
      const at = call.text('at') === undefined ? deps.clock.now() : parseInstant(call.text('at') as string);
      if (!Number.isInteger(days) || days < 1 || days > 4000 || at === null)
        return refused(call, badTime(call.text('at') ?? call.text('days') ?? ''));
      const rota = await rotaFor(deps, call);
      if ('code' in rota) return refused(call, rota, rota.status === 404 ? 3 : 2);
      const ways = call.text('plan') === undefined ? (await deps.open()).ways : deps.waysOfSettings;
      const lint = lintRota(rota, millisOf(at), days, await ways());
      if (call.format !== 'words') call.out.json(lint);
      else {
        for (const gap of lint.gaps)
          call.out.line(`${{ ja: '空き', en: 'GAP' }[call.lang]}  ${gap.roster}  ${gap.from} → ${gap.to}  ${Math.round(gap.hours)} h`);
        for (const finding of lint.findings) call.out.line(`${finding.code}  ${finding.text[call.lang]}`);
        for (const note of lint.notes) call.out.line(`${{ ja: '注意', en: 'note' }[call.lang]}  ${note[call.lang]}`);
        for (const long of lint.longWeekends.slice(0, 20)) {
          const duty = long.duty
            .map(({ roster, persons }) => `${roster}: ${persons.map((person) => person ?? '—').join(' → ')}`)
            .join('  ');
          call.out.line(`${{ ja: '連休', en: 'long weekend' }[call.lang]}  ${long.from} … ${long.to} (${long.days})  ${duty}`);
        }
        for (const row of lint.tally)
          call.out.line(`${row.roster}  ${row.person}  ${row.working}/${row.weekend}/${row.holiday}  ${Math.round(row.hours)} h`);
        call.out.line(
          lint.sound
            ? { ja: '空きも誤りもありません。', en: 'No gaps, no faults.' }[call.lang]
            : { ja: '空きか誤りがあります。', en: 'There are gaps or faults.' }[call.lang],
        );
      }
      return lint.sound ? 0 : 1;
    },
  };
}

function planCommand(deps: DutyCommandDeps): CommandSpec {
  return {
    path: ['duty', 'plan'],
    summary: { ja: '当番表の元を登録（set FILE）または表示（show）します', en: 'Store (set FILE) or show the plan behind the rota' },
    args: 'set|show [FILE]',
    options: {
      reason: { type: 'string', value: 'TEXT', about: { ja: '変更の理由', en: 'why it changes' } },
      confirm: {
        type: 'boolean',
        about: { ja: '公開済みの期間の当番が変わることを確かめた', en: 'changes of published duties have been looked at' },
      },
    },
    async run(call) {
      const [verb, file] = call.args;
      if (verb === 'show') {
        const stored = await (await deps.open()).plans.latest();
        if (stored === null) return refused(call, dutyProblem('duty.no-plan'), 3);
        call.out.json(stored);
        return 0;
      }
      if (verb !== 'set' || file === undefined) return refused(call, badTime(call.args.join(' ')));
      const raw = await document(deps, file);
      const actor = callerOf(call);
      const opened = await deps.open();
      const read = readPlan(raw, deps.clock);
      const inForce = await opened.plans.latest();
      if (read.ok && inForce !== null)
        for (const change of changesFrom(opened, inForce.plan, read.value)) call.out.note(changeLine(change, read.value));
      const by = { actor, reason: call.text('reason') ?? '', expectedVersion: null, confirmed: call.flag('confirm') };
      const done = await setPlan(opened, raw, by);
      if (!done.ok) return refused(call, done.error);
      if (call.format === 'words')
        call.out.line(
          { ja: `当番表の版 ${done.value.version} を登録しました。`, en: `Plan version ${done.value.version} is in force.` }[call.lang],
        );
      else call.out.json({ version: done.value.version });
      return 0;
    },
  };
}

function feedCommand(deps: DutyCommandDeps): CommandSpec {
  return {
    path: ['duty', 'feed'],
    summary: { ja: '当番の予定表（iCalendar）を書き出します', en: 'Write the duty calendar (iCalendar)' },
    args: 'roster:ID|person:ID',
    options: planOption,
    async run(call) {
      const rota = await rotaFor(deps, call);
      if ('code' in rota) return refused(call, rota, rota.status === 404 ? 3 : 2);
      const text = feedOf(rota, call.args[0] ?? '', millisOf(deps.clock.now()), call.lang, deps.ical);
      if (text === null) return refused(call, badTime(call.args[0] ?? ''));
      call.out.bytes(new TextEncoder().encode(text));
      return 0;
    },
  };
}

function pagesCommand(deps: DutyCommandDeps): CommandSpec {
  return {
    path: ['duty', 'pages'],
    summary: { ja: '呼び出しの状態を並べます', en: 'List pages and what became of them' },
    args: '',
    options: { all: { type: 'boolean', about: { ja: '終わったものも', en: 'also those that are over' } } },
    negative: { ja: '応えのない呼び出しがある', en: 'a page is unanswered' },
    reads: () => ({ of: '*' }),
    async run(call) {
      const pages = (await withDeliveries(await deps.open(), !call.flag('all'))).map((one) => wireOf(one));
      if (call.format !== 'words') call.out.json({ pages });
      else
        for (const page of pages) call.out.line(`${page.createdAt}  ${page.state}  ${page.pageId}  ${page.caseId ?? ''}  ${page.subject}`);
      return pages.some((page) => page.state === 'triggered' || page.state === 'exhausted') ? 1 : 0;
    },
  };
}

function ackCommand(deps: DutyCommandDeps): CommandSpec {
  return {
    path: ['duty', 'ack'],
    summary: {
      ja: '電話で聞いた6桁で、その人の確認を記録します',
      en: 'Record a person’s acknowledgement by the six digits read out on the telephone',
    },
    args: 'PAGE',
    options: {
      person: { type: 'string', value: 'ID', about: { ja: '当番表の人', en: 'person of the plan' } },
      code: { type: 'string', value: '123456', about: { ja: '6桁', en: 'six digits' } },
    },
    negative: { ja: '番号が違う', en: 'the code is wrong' },
    async run(call) {
      const opened = await deps.open();
      const page = await opened.pages.page(call.args[0] ?? '');
      const rota = await rotaInForce(opened);
      const asked = rota?.plan.people.find((one) => one.id === call.text('person'));
      if (page === null || rota === null || asked === undefined) return refused(call, badTime(call.args.join(' ')));
      const person = pageable(rota, asked.id, millisOf(opened.clock.now()));
      if (person === null) return refused(call, dutyProblem('page.person-left'));
      if (ackCode(await opened.signer(), page.pageId, page.generation, person.id) !== call.text('code')) return 1;
      if (await isAway(opened, page.pageId, person.mail)) return refused(call, dutyProblem('page.away'));
      const found = await acknowledge(opened, { pageId: page.pageId, person: person.id, name: person.name, way: 'code' });
      call.out.json({ is: found.is });
      return 0;
    },
  };
}

/** The plan of a file when one is named (no store is opened then), else the one in force. */
async function rotaFor(deps: DutyCommandDeps, call: CommandCall): Promise<Rota | Problem> {
  const file = call.text('plan');
  if (file === undefined) {
    return (await rotaInForce(await deps.open())) ?? dutyProblem('duty.no-plan');
  }
  const read = readPlan(await document(deps, file), deps.clock);
  return read.ok ? openRota(read.value, deps.holidays) : read.error;
}

async function document(deps: DutyCommandDeps, file: string): Promise<unknown> {
  try {
    return deps.readDocument(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}

function refused(call: CommandCall, problem: Problem, exit: ExitCode = 2): ExitCode {
  call.out.problem(problem);
  return exit;
}
