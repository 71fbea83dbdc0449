// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openWays } from '../../../test/support/duty-world.ts';
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import { lintRota } from './lint.ts';
import { planSchema } from './plan.ts';
import { openRota } from './roster.ts';
import { lastKey } from './ways.port.ts';
import type { Ways } from './ways.port.ts';

const NOW = Date.parse('2027-04-05T03:00:00Z');

function lintOf(more: object, ways: Ways = openWays()) {
  const plan = planSchema.parse({
    people: [
      { id: 'noda', name: '野田', mail: ['noda@agency.example'], channels: ['mail'] },
      { id: 'ueda', name: '上田', telephone: '03-0000-1111', channels: ['telephone'] },
    ],
    rosters: [
      {
        id: 'front',
        name: { ja: '一次', en: 'Front' },
        layers: [{ id: 'all', people: ['noda'], start: '2027-01-04T09:00', rotation: { unit: 'week' } }],
      },
    ],
    policies: [{ id: 'call', name: { ja: '呼び出し', en: 'Call' }, steps: [{ afterMinutes: 0, targets: [{ roster: 'front' }] }] }],
    ...more,
  });
  return lintRota(openRota(plan, holidayBook()), NOW, 90, ways);
}
const person = (more: object) => ({ people: [{ id: 'noda', name: '野田', ...more }] });
const closed = { closed: { mail: { ja: '設定がない', en: 'not set up' } } };

describe('duty/reach', () => {
  it('finds no fault where everybody on duty can be reached, and says it only then', () => {
    expect(lintOf({})).toMatchObject({ sound: true, findings: [], notes: [] });
  });

  it('names whoever has only ways that lead nowhere, and why each does', () => {
    const { sound, findings } = lintOf({}, openWays(closed));
    expect(sound).toBe(false);
    expect(findings.map((one) => one.text)).toEqual([
      { ja: '野田 には呼び出しが届かない：メール（設定がない）', en: 'No page could reach 野田: mail (not set up)' },
    ]);
  });

  it.each([
    ['an address', person({ channels: ['mail'] }), 'no mail address'],
    ['an address that is one', person({ channels: ['mail'], mail: ['noda at agency'] }), 'no mail address'],
    ['a number', person({ channels: ['telephone'], telephone: '内線' }), 'no telephone number'],
    ['a webhook’s name', person({ channels: ['webhook'] }), 'no webhook is named'],
    ['a webhook that the desk knows', person({ channels: ['webhook'], webhooks: ['other'] }), 'no webhook other is set up'],
    ['a browser', person({ channels: ['web-push'] }), 'no browser is subscribed'],
  ])('misses %s', (_, more, why) => {
    expect(lintOf(more).findings.map((one) => one.text.en)).toEqual([expect.stringContaining(why)]);
  });

  it('holds a way for dead after a page that did not get through, until one does', () => {
    const after = (arrived: boolean) =>
      openWays({ seen: { browsers: new Map(), last: new Map([[lastKey('noda', 'mail'), { arrived, at: '2027-04-01T00:00:00Z' }]]) } });
    expect(lintOf({}, after(false)).findings[0]?.text.en).toContain('the last page did not get through');
    expect(lintOf({}, after(true)).sound).toBe(true);
  });

  it('is sound with one way that works, and notes the one that does not', () => {
    const both = lintOf(person({ channels: ['mail', 'telephone'], mail: ['n@agency.example'], telephone: '０３-1' }), openWays(closed));
    expect(both.sound).toBe(true);
    expect(both.notes.map((one) => one.ja)).toEqual(['野田：使えない連絡手段がある：メール（設定がない）']);
  });

  it('asks for people named by a step, and for the channels that the step chooses', () => {
    const steps = (channels: readonly string[]) => ({
      people: [
        { id: 'noda', name: '野田', mail: ['n@agency.example'] },
        { id: 'ueda', name: '上田', mail: ['u@agency.example'], telephone: '03-1', channels: ['mail', 'telephone'] },
      ],
      policies: [
        {
          id: 'call',
          name: { ja: 'c', en: 'c' },
          steps: [{ afterMinutes: 0, targets: [{ roster: 'front' }, { person: 'ueda' }], channels }],
        },
      ],
    });
    const ways = openWays({ seen: { browsers: new Map(), last: new Map([[lastKey('ueda', 'mail'), { arrived: false, at: '' }]]) } });
    expect(lintOf(steps(['mail']), ways).findings.map((one) => one.code)).toEqual(['duty.dead-step']);
    expect(lintOf(steps(['telephone']), ways).sound).toBe(true);
  });

  it('is not sound where nothing pages anybody', () => {
    expect(lintOf({ policies: [] }).findings.map((one) => one.code)).toEqual(['duty.pages-nobody']);
  });

  it('says what it did not look at where the desk’s state was not opened', () => {
    const { notes, sound, findings } = lintOf(person({ channels: ['web-push'] }), openWays({ seen: null }));
    expect([sound, findings.map((one) => one.code)]).toEqual([false, ['duty.reach-unknown']]);
    expect(notes.map((one) => one.en)).toEqual([expect.stringContaining('not looked at')]);
    expect(lintOf({}, openWays({ seen: null })).sound).toBe(true);
  });
});
