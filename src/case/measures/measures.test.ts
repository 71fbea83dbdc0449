// SPDX-License-Identifier: Apache-2.0
// Small journals, each with its times and counts worked out by hand.
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../journal/actor.ts';
import type { Entry, ErasedEntry } from '../entry.ts';
import { entrySchemas } from '../entry/kinds.ts';
import type { EntryKind } from '../entry/kinds.ts';
import type { Counts } from './counts.ts';
import { measuresOf } from './measures.ts';
import { points } from './points.ts';

const duty: Actor = { type: 'person', id: 'P-1', name: '佐藤' };
const boss: Actor = { type: 'person', id: 'P-2', name: '部長' };
const lead: Actor = { type: 'person', id: 'P-9', name: '進行' };
const desk: Actor = { type: 'machine', name: 'desk' };

/** `05:17:30` is a time of the 21st, `22 05:17:30` of another day; a body that is `erased` is null. */
type Line = readonly [at: string, actor: Actor, kind: EntryKind, body: object | 'erased'];

function journal(...lines: readonly Line[]): readonly (Entry | ErasedEntry)[] {
  return lines.map(([at, actor, kind, body], index) => {
    const [day, time] = at.includes(' ') ? at.split(' ') : ['21', at];
    const parsed = body === 'erased' ? null : entrySchemas[kind].parse(body);
    const place = { stream: 'C-2026-0001', seq: index + 1, global: index + 1, prev: '', hash: '' };
    return { ...place, at: `2026-11-${day}T${time}${(time ?? '').includes('.') ? '' : '.000'}Z`, actor, kind, body: parsed } as never;
  });
}

const two = { ja: 'あ', en: 'a' };
const opened = (at: string, actor: Actor = desk): Line => [at, actor, 'case.opened', { title: 't', reportId: null }];
const received = {
  reportId: 'R-1',
  kind: 'report',
  channel: 'imap',
  raw: 'r',
  bytes: 1,
  subject: 's',
  from: 'f',
  kindReasons: [],
  charsetNotes: [],
};
const noted = (at: string, actor: Actor = duty): Line => [at, actor, 'case.noted', { noteId: 'n', text: 'x', happenedAt: null }];
const rated = (at: string, severity: string, actor: Actor = duty): Line => [
  at,
  actor,
  'case.rated',
  { severity, urgency: 'now', tlp: 'AMBER', reason: '' },
];
const paged = (at: string, pageId: string, purpose?: 'report-up', acksNeeded = 1): Line => [
  at,
  desk,
  'page.triggered',
  { pageId, policy: 'p', subject: 's', urgency: 'now', acksNeeded, ...(purpose === undefined ? {} : { purpose }) },
];
const acked = (at: string, pageId: string, actor: Actor, acks = 1, acksNeeded = 1): Line => [
  at,
  actor,
  'page.acknowledged',
  { pageId, person: actor.type, name: actor.name, way: 'link', acks, acksNeeded },
];
const told = (at: string, pageId: string | null): Line => [
  at,
  duty,
  'page.told',
  { pageId, person: 'P-2', name: '部長', way: 'telephone', nextReportMinutes: 60 },
];
const applied = (at: string, planId: string): Line => [
  at,
  duty,
  'containment.plan-applied',
  { planId, option: 'cut-known', where: 'local', rules: 'h', deadManSeconds: 300 },
];
const undone = (at: string, planId: string, cause: string): Line => [
  at,
  desk,
  'containment.plan-rolled-back',
  { planId, where: 'local', cause, reason: '' },
];
const item = (at: string, itemId: string, step: string | null, destroys = false): Line => [
  at,
  duty,
  'work.item-added',
  {
    itemId,
    step,
    title: 't',
    workstream: 'other',
    workstreamName: '',
    department: '',
    owner: null,
    needsAckBy: null,
    due: null,
    dependsOn: [],
    touchesCustomers: false,
    fourEyes: false,
    destroys,
    detail: '',
  },
];
const done = (at: string, itemId: string): Line => [at, duty, 'work.done', { itemId, result: 'r', evidence: [] }];
const checked = (at: string, itemId: string, accepted: boolean): Line => [
  at,
  boss,
  'work.verified',
  { itemId, accepted, note: '', alone: false },
];
const called = (at: string, outcome: string): Line => [
  at,
  duty,
  'follow.called',
  { noticeId: 'N', customerId: 'c', contactId: 'k', outcome, callBackAt: null, said: '' },
];
const answered = (at: string, verdict: string): Line => [
  at,
  duty,
  'inquiry.answered',
  { inquiryId: 'q', way: 'telephone', verdict, version: 1, known: 10 },
];
const leg = (at: string, taken: number): Line => [
  at,
  desk,
  'notice.leg-done',
  { noticeId: 'N', wave: 1, leg: 'canary', taken, refused: 0, hard: 0, possibleDoubles: 0, digest: 'd' },
];
const calledOut = (at: string, result: string): Line => [
  at,
  duty,
  'case.called',
  { whom: '警察', telephone: '', result, callBackAt: null, note: '' },
];
const settled = (at: string, itemId: string, answer: string): Line => [
  at,
  duty,
  'work.evidence-settled',
  { itemId, answer, note: '棚の3番' },
];
const closed = (at: string): Line => [at, boss, 'case.closed', { outcome: 'resolved', reason: '完了' }];
const reopened = (at: string): Line => [at, boss, 'case.reopened', { reason: '再発' }];
const X = 'X-2026-0001';
const begun = (at: string, speed: number): Line => [
  at,
  lead,
  'exercise.started',
  { runId: X, scenarioId: 's', title: 't', digest: 'd', speed, roster: [] },
];
const inject = (at: string, virtual: number): Line => [
  at,
  desk,
  'exercise.inject-sent',
  { runId: X, injectId: 'i', at: virtual, late: 0, by: 'time', channel: 'mail', to: ['当番'], from: 'f', subject: two, text: two },
];

const _ = null;
const NONE: Counts = {
  wrongCalls: 0,
  unansweredCalls: 0,
  reportUp: { made: 0, taken: 0, seconds: null },
  wipes: { done: 0, kept: 0, waived: 0, unasked: 0 },
};

/** Name, entries, seconds in the order of `points`, counts that are not none. */
type Case = readonly [string, readonly (Entry | ErasedEntry)[], readonly (number | null)[], Partial<Counts>?];

// first contact, seen, acknowledged, triaged, declared, contained, customers told, verified, closed
const cases: readonly Case[] = [
  ['nothing but the opening', journal(opened('05:00:00')), [0, _, _, _, _, _, _, _, _]],
  [
    'a mail that somebody reads after twelve and a half minutes',
    journal(opened('05:05:00'), ['05:05:00', desk, 'report.received', received], noted('05:17:30')),
    [0, 750, _, _, _, _, _, _, _],
  ],
  [
    'opened by hand; a mail that joins three days later moves nothing',
    journal(opened('05:00:00', duty), rated('06:30:00', 'high'), ['24 05:00:00', desk, 'report.received', received]),
    [0, 0, _, 5400, _, _, _, _, _],
  ],
  [
    'an owner taken away is nobody who has it',
    journal(
      opened('05:00:00'),
      ['05:01:00', duty, 'case.owner-named', { personId: null, name: null }],
      ['05:10:00', duty, 'case.owner-named', { personId: 'P-1', name: '佐藤' }],
    ),
    [0, 60, 600, _, _, _, _, _, _],
  ],
  [
    'a page that is acknowledged',
    journal(opened('05:00:00'), paged('05:01:00', 'p1'), acked('05:04:20', 'p1', duty)),
    [0, 260, 260, _, _, _, _, _, _],
  ],
  [
    'a superior who takes a report does not take the case',
    journal(opened('05:00:00'), noted('05:02:00'), paged('05:20:00', 'up', 'report-up'), acked('05:30:00', 'up', boss), [
      '05:40:00',
      duty,
      'work.acknowledged',
      { itemId: 'a' },
    ]),
    [0, 120, 2400, _, _, _, _, _, _],
    { reportUp: { made: 1, taken: 1, seconds: 600 } },
  ],
  [
    'no rating, and one by the desk, are no triage; a person’s priority is',
    journal(opened('05:00:00'), rated('05:05:00', 'unrated'), rated('05:06:00', 'high', desk), [
      '05:25:00',
      duty,
      'triage.priority-set',
      { reportId: 'R-1', settings: {}, reason: 'r' },
    ]),
    [0, 300, _, 1500, _, _, _, _, _],
  ],
  [
    'unclear is no incident yet',
    journal(
      opened('05:00:00'),
      ['05:10:00', duty, 'triage.kinds-set', { kinds: ['unclear'], reason: '' }],
      ['05:45:30', duty, 'triage.kinds-set', { kinds: ['unclear', 'compromise-seen'], reason: '' }],
    ),
    [0, 600, _, _, 2730, _, _, _, _],
  ],
  [
    'a playbook that the desk chose declares nothing; a legal duty does',
    journal(
      opened('05:00:00'),
      ['05:03:00', desk, 'work.playbook-chosen', { playbookId: 'p', edition: '1', title: two, startedAt: '', steps: [], reason: '' }],
      [
        '06:00:00',
        duty,
        'clock.opened',
        {
          clockId: 'k',
          rule: 'appi.preliminary',
          facts: {},
          computed: {
            state: 'running',
            deadline: null,
            lastDay: null,
            warnFrom: null,
            zone: 'Asia/Tokyo',
            strict: false,
            note: two,
            basis: { law: '', article: '', source: '' },
          },
          decidedBy: '部長',
          reason: 'r',
          evidence: [],
        },
      ],
    ),
    [0, 3600, _, _, 3600, _, _, _, _],
  ],
  [
    'a plan that failed contained nothing; the next one did',
    journal(opened('05:00:00'), applied('05:30:00', 'a'), undone('05:31:00', 'a', 'failed'), applied('05:50:00', 'a')),
    [0, 1800, _, _, _, 3000, _, _, _],
  ],
  [
    'a plan that was lifted the day after did contain',
    journal(opened('05:00:00'), applied('05:30:00', 'a'), undone('22 05:30:00', 'a', 'person')),
    [0, 1800, _, _, _, 1800, _, _, _],
  ],
  [
    'nobody confirmed the plan; then a cable was pulled',
    journal(opened('05:00:00'), applied('05:30:00', 'a'), undone('05:35:00', 'a', 'no-confirmation'), [
      '06:00:00',
      duty,
      'containment.hand-measure-taken',
      { measureId: 'm', what: 'cable', object: 'web1', place: '', doneBy: '佐藤', doneAt: '', putBackBy: '部長', note: '' },
    ]),
    [0, 1800, _, _, _, 3600, _, _, _],
  ],
  [
    'an account’s measure counts when the re-read confirms it',
    journal(
      opened('05:00:00'),
      ['05:20:00', duty, 'containment.account-measure-reread', { measureId: 'm', result: 'cannot-tell', why: two, pasted: 'h', blobs: [] }],
      ['05:40:00', duty, 'containment.account-measure-reread', { measureId: 'm', result: 'confirmed', why: two, pasted: 'h', blobs: [] }],
    ),
    [0, 1200, _, _, _, 2400, _, _, _],
  ],
  [
    'a step of the playbook done and, at the second look, accepted',
    journal(
      opened('05:00:00'),
      item('05:10:00', 'a', 'cut-known'),
      item('05:11:00', 'b', 'something-else'),
      done('06:00:00', 'b'),
      done('07:00:00', 'a'),
      checked('07:10:00', 'a', false),
      checked('07:30:00', 'a', true),
    ),
    [0, 600, _, _, _, 7200, _, 9000, _],
  ],
  [
    'a step marked as done tells the customers',
    journal(
      opened('05:00:00'),
      ['08:00:00', duty, 'case.action-done', { actionId: 'remediation.step.other', note: '' }],
      ['09:00:00', duty, 'case.action-done', { actionId: 'remediation.step.notice', note: '' }],
    ),
    [0, 10_800, _, _, _, _, 14_400, _, _],
  ],
  [
    'a notice that no server took told nobody',
    journal(opened('05:00:00'), leg('06:00:00', 0), leg('06:10:00', 12)),
    [0, _, _, _, _, _, 4200, _, _],
  ],
  [
    'calls: nobody there, somebody else’s number, told',
    journal(opened('05:00:00'), called('06:00:00', 'no-answer'), called('06:05:00', 'wrong-number'), called('06:20:00', 'told')),
    [0, 3600, _, _, _, _, 4800, _, _],
    { wrongCalls: 1, unansweredCalls: 1 },
  ],
  [
    'the press is not the customers; letters are; one came to the wrong desk',
    journal(
      opened('05:00:00'),
      ['06:00:00', duty, 'statement.told', { whom: 'press', at: '', how: '会見' }],
      ['07:00:00', duty, 'follow.letters-posted', { noticeId: 'N', batch: 1, letters: 40 }],
      [
        '08:00:00',
        desk,
        'acknowledgement.given',
        { noticeId: 'N', customerId: 'c', contactId: 'k', answer: 'wrong-contact', said: '', way: 'page' },
      ],
    ),
    [0, 3600, _, _, _, _, 7200, _, _],
    { wrongCalls: 1 },
  ],
  [
    'a caller who is not among them is no customer told; one who is, is',
    journal(opened('05:00:00'), answered('06:00:00', 'not-among'), answered('06:02:30', 'affected')),
    [0, 3600, _, _, _, _, 3750, _, _],
  ],
  [
    'closed, opened again, closed: the close that holds',
    journal(opened('05:00:00'), closed('10:00:00'), reopened('11:00:00'), closed('22 05:00:00')),
    [0, 18_000, _, _, _, _, _, _, 86_400],
  ],
  ['opened again: not closed', journal(opened('05:00:00'), closed('10:00:00'), reopened('11:00:00')), [0, 18_000, _, _, _, _, _, _, _]],
  [
    'what was erased still says its kind and its time',
    journal(
      ['05:00:00', desk, 'case.opened', 'erased'],
      ['05:01:00', desk, 'report.received', 'erased'],
      ['05:02:00', duty, 'case.noted', 'erased'],
      ['05:03:00', duty, 'case.rated', 'erased'],
      ['06:00:00', boss, 'case.closed', 'erased'],
    ),
    [0, 120, _, _, _, _, _, _, 3600],
  ],
  [
    'evidence before a wipe: kept, waived, unasked, and the same wipe twice',
    journal(
      opened('05:00:00'),
      item('05:01:00', 'a', null, true),
      item('05:02:00', 'b', null, true),
      item('05:03:00', 'c', null),
      item('05:04:00', 'd', null),
      ['05:05:00', duty, 'work.item-changed', { itemId: 'c', fields: { destroys: true }, reason: '' }],
      settled('05:06:00', 'a', 'kept'),
      settled('05:07:00', 'b', 'cannot'),
      done('06:00:00', 'a'),
      checked('06:10:00', 'a', false),
      done('06:20:00', 'a'),
      done('06:30:00', 'b'),
      done('06:40:00', 'c'),
      settled('06:50:00', 'c', 'kept'),
      done('07:00:00', 'd'),
    ),
    [0, 60, _, _, _, _, _, _, _],
    { wipes: { done: 3, kept: 1, waived: 1, unasked: 1 } },
  ],
  [
    'reports up: by mouth, and by a page that one of two acknowledged before the telephone rang',
    journal(
      opened('05:00:00'),
      told('05:10:00', null),
      paged('06:00:00', 'up', 'report-up', 2),
      acked('06:05:00', 'up', boss, 1, 2),
      told('06:20:00', 'up'),
      acked('06:25:00', 'up', boss, 2, 2),
      paged('07:00:00', 'again', 'report-up'),
    ),
    [0, 600, _, _, _, _, _, _, _],
    { reportUp: { made: 3, taken: 2, seconds: 0 } },
  ],
  [
    'calls that nobody took',
    journal(
      opened('05:00:00'),
      paged('05:01:00', 'p'),
      ['05:31:00', desk, 'page.exhausted', { pageId: 'p', rounds: 3 }],
      calledOut('05:40:00', 'no-answer'),
      calledOut('05:45:00', 'no-answer'),
      calledOut('05:50:00', 'reached'),
    ),
    [0, 2400, _, _, _, _, _, _, _],
    { unansweredCalls: 3 },
  ],
  ['a quarter of a second', journal(opened('05:05:00'), noted('05:05:00.250')), [0, 0.25, _, _, _, _, _, _, _]],
  [
    'an exercise at 60x, paused, then at 1x: by its own time, without what its facilitator did',
    journal(
      opened('05:00:00', lead),
      begun('05:00:00', 60),
      inject('05:00:10', 600),
      ['05:00:30', lead, 'exercise.noted', { runId: X, at: 1800, text: 'x', met: null }],
      rated('05:01:10', 'high'),
      ['05:02:00', lead, 'exercise.paused', { runId: X, at: 7200, reason: '' }],
      noted('05:30:00'),
      ['06:00:00', lead, 'exercise.resumed', { runId: X, at: 7200 }],
      ['06:00:10', lead, 'exercise.speed-set', { runId: X, at: 7800, speed: 1 }],
      ['06:01:10', duty, 'work.acknowledged', { itemId: 'a' }],
      ['06:02:00', lead, 'exercise.ended', { runId: X, at: 7910, sent: 1, lapsed: 0, skipped: 0, open: 0, reason: '' }],
      closed('22 06:00:00'),
    ),
    [0, 3600, 7260, 3600, _, _, _, _, 7310],
  ],
  [
    'a caller who is called back and reached is told; one who is not, is not',
    journal(
      opened('05:00:00'),
      ['06:00:00', duty, 'inquiry.called-back', { inquiryId: 'q', told: false, verdict: 'affected', version: 2, note: '' }],
      ['06:30:00', duty, 'inquiry.called-back', { inquiryId: 'q', told: true, verdict: 'affected', version: 2, note: '' }],
    ),
    [0, 3600, _, _, _, _, 5400, _, _],
  ],
  [
    'an exercise that was paused twice goes on at the speed that it had; of an erased pause nothing is known but its end',
    journal(
      opened('05:00:00', lead),
      begun('05:00:00', 10),
      inject('05:00:00', 0),
      ['05:01:00', lead, 'exercise.paused', { runId: X, at: 600, reason: '' }],
      ['05:31:00', lead, 'exercise.resumed', { runId: X, at: 600 }],
      noted('05:32:00'),
      ['05:33:00', lead, 'exercise.paused', 'erased'],
      ['05:53:00', lead, 'exercise.resumed', { runId: X, at: 1800 }],
      rated('05:54:00', 'low'),
    ),
    [0, 1200, _, 2400, _, _, _, _, _],
  ],
  ['an exercise in which nothing has come yet', journal(opened('05:00:00', lead), begun('05:00:00', 1)), [0, _, _, _, _, _, _, _, _]],
  ['no entry at all', journal(), [_, _, _, _, _, _, _, _, _]],
];

describe('case/measures', () => {
  it.each(cases.map(([name, entries, seconds, counts]) => [name, entries, seconds, counts ?? {}] as const))(
    '%s',
    (_name, entries, seconds, counts) => {
      const found = measuresOf(entries);

      expect(points.map((point) => found.seconds[point])).toEqual(seconds);
      expect(found.counts).toEqual({ ...NONE, ...counts });
    },
  );

  it('names the entry on which each number rests, and says minutes to a tenth', () => {
    const found = measuresOf(
      journal(opened('05:00:00'), noted('05:12:34'), closed('06:00:00'), [
        '06:01:00',
        desk,
        'clock.missed',
        { clockId: 'k', deadline: '' },
      ]),
    );

    expect([found.seq['first-contact'], found.seq.seen, found.seq.closed, found.seq.verified]).toEqual([1, 2, 3, null]);
    expect([found.minutes.seen, found.minutes.closed]).toEqual([12.6, 60]);
    expect([found.exercise, found.clocks]).toEqual([false, { met: 0, missed: 1 }]);
  });
});
