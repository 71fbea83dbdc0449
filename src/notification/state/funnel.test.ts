// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { funnelPlants, proveFunnel } from '../../../test/support/funnel-proof.ts';
import { funnelOf, settled } from './funnel.ts';
import { after, foldEvents, moves, noticeEventNames } from './moves.ts';
import { noticeStateNames, noticeStates } from './state.ts';

describe('notification/state', () => {
  it('leads from being drafted to being verified, by mail', () => {
    const way = ['approve', 'queue', 'claim', 'hand-over', 'acknowledge', 'claim-action', 'verify'] as const;

    expect(way.map((_, at) => foldEvents(way.slice(0, at + 1)))).toEqual([
      'approved',
      'queued',
      'claimed',
      'handed-over',
      'acknowledged',
      'action-claimed',
      'verified',
    ]);
  });

  it('goes on by letter where the mail bounced, and tells nobody before the letter is posted', () => {
    const way = ['approve', 'queue', 'claim', 'hand-over', 'bounce-hard', 'escalate', 'print', 'post', 'return'] as const;
    const stagesOf = way.map((_, at) => noticeStates[foldEvents(way.slice(0, at + 1))].stage);

    expect(stagesOf.slice(4)).toEqual(['not-told', 'not-told', 'not-told', 'told', 'not-told']);
  });

  it('lets no answer of a server undo what the customer did', () => {
    const servers = ['claim', 'hand-over', 'defer', 'refuse', 'bounce-soft', 'bounce-hard', 'complain'] as const;
    const done = ['replied', 'acknowledged', 'action-claimed', 'verified', 'regressed', 'exempt'] as const;

    expect(servers.flatMap((event) => done.filter((state) => after(state, event) !== state))).toEqual([]);
  });

  it('reaches every state, and every event moves somebody', () => {
    const reached = new Set(['drafted', ...noticeEventNames.flatMap((event) => Object.values(moves[event]))]);

    expect(noticeStateNames.filter((state) => !reached.has(state))).toEqual([]);
    expect(noticeEventNames.filter((event) => Object.keys(moves[event]).length === 0)).toEqual([]);
  });

  it('is settled only when everybody is verified or exempt', () => {
    expect(settled(funnelOf(['verified', 'exempt']))).toBe(true);
    expect(settled(funnelOf(['verified', 'action-claimed']))).toBe(false);
    expect(funnelOf(['verified', 'regressed']).stages).toMatchObject({ verified: 1, noticed: 1 });
  });

  it('agrees with a second telling of the rules over random events (slice of prove:funnel)', () => {
    expect(proveFunnel(5000, 100, 7).faults).toEqual([]);
  });

  it.each(Object.entries(funnelPlants))('the proof finds a planted fault: %s', (_, plant) => {
    expect(proveFunnel(5000, 100, 7, plant).faults).not.toEqual([]);
  });
});
