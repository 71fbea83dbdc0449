// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import type { Entry } from '../entry.ts';
import { foldEntry } from '../fold/fold.ts';
import type { ContainmentPlan } from '../fold/views/containment-view.ts';
import { briefOf } from './brief.ts';

const at = '2026-11-21T05:05:00.000Z' as Instant;
const opened = {
  stream: 'C-2026-0001',
  seq: 1,
  global: 1,
  prev: '',
  hash: '',
  at,
  actor: { type: 'machine', name: 'desk' },
  kind: 'case.opened',
  body: { title: '外への通信', reportId: null },
} as unknown as Entry;

type Applied = NonNullable<ContainmentPlan['applied']>;
type Found = 'in-force' | 'gone' | 'changed' | 'unreachable' | null;
type Verified = { readonly how: 'laboratory' | 'gateway'; readonly differences: number; readonly option?: string } | null;

/** What the brief says is done, of a case with one plan in force. */
function done(found: Found, verified: Verified) {
  const applied = {
    option: 'balanced',
    where: 'gw1',
    at,
    found: found === null ? null : { state: found, at, seq: 3 },
  } as unknown as Applied;
  const plan = {
    planId: 'P-1',
    applied,
    verified: verified === null ? null : { option: 'balanced', probes: 12, seq: 4, ...verified },
  } as unknown as ContainmentPlan;
  const view = foldEntry(null, opened);
  const [, did] = briefOf({ ...view, parts: { ...view.parts, containment: { plans: [plan], handMeasures: [] } } }, 'Asia/Tokyo');
  return `${did.ja}\n${did.en}`;
}

describe('case/brief', () => {
  it.each<[string, Found, Verified, RegExp, RegExp]>([
    ['nobody tried it', null, null, /効いているかの確認はこれから/, /its effect is not verified yet/],
    ['another option was tried', null, { how: 'gateway', differences: 0, option: 'isolate' }, /確認はこれから/, /not verified yet/],
    ['the laboratory alone', null, { how: 'laboratory', differences: 0 }, /装置では確かめていない/, /not looked at on the device/],
    [
      'the laboratory, rules there',
      'in-force',
      { how: 'laboratory', differences: 0 },
      /装置にはそのルールが入っている/,
      /rules are at the device/,
    ],
    ['the gateway', 'in-force', { how: 'gateway', differences: 0 }, /装置で、止まったことを確かめた/, /seen to hold at the gateway/],
    ['differences', 'in-force', { how: 'laboratory', differences: 2 }, /12 件のうち 2 件が計画と違った/, /2 of 12 connections tried/],
    ['the device is away', 'unreachable', { how: 'gateway', differences: 0 }, /装置に届かず/, /cannot be reached/],
    ['the rules are gone', 'gone', { how: 'gateway', differences: 0 }, /消えているか変わっている/, /gone or changed/],
  ])('says of a stop what was seen, and no more: %s', (_, found, verified, ja, en) => {
    const text = done(found, verified);
    expect(text).toMatch(ja);
    expect(text).toMatch(en);
    if (found !== 'gone')
      expect(text).toMatch(
        /^11月21日\(土\) 14:05に、計画どおりに通信を止めた（.*）。\nTraffic was stopped as planned on Sat 21 Nov at 14:05 \(/,
      );
    if (found === 'gone' || found === 'unreachable') expect(text).not.toMatch(/確かめた（|seen to hold/);
  });
});
