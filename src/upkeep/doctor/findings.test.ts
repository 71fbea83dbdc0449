// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { backupFailures } from '../../case/entry/case.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { DeskFacts } from './desk-facts.port.ts';
import { findingsOf } from './findings.ts';

const at = (text: string): Instant => parseInstant(text) as Instant;
const sound: DeskFacts = {
  dataFolder: '/srv/desk',
  owner: 'desk',
  user: 'desk',
  openToOthers: false,
  freeBytes: 80 * 1024 ** 3,
  memoryBytes: 4 * 1024 ** 3,
  node: 'v26.1.0',
  platform: 'linux x64',
  postgres: '18.4',
  embedded: true,
  entries: 500,
  newest: at('2026-11-30T01:00:00.000Z'),
  backups: { last: at('2026-11-29T18:00:00.000Z'), failed: null },
  backupEveryHours: null,
  overdueTasks: 0,
  leader: 'desk-1:4646',
  lead: { is: 'works' },
  version: '0.1.0',
  now: at('2026-11-30T02:00:00.000Z'),
  logEngine: true,
  publicUrl: 'https://desk.example.jp',
  mailOut: true,
  mailIn: ['imap'],
  dns: true,
  troubles: [],
  switchedOff: [],
};
const failedAt = (text: string) => ({ at: at(text), reason: 'full', detail: 'ENOSPC: no space left on device' }) as const;
const isOf = (changes: Partial<DeskFacts>, id: string) => findingsOf({ ...sound, ...changes }).find((one) => one.id === id)?.is;

describe('upkeep/doctor/findings', () => {
  it('has nothing to say against a desk that is sound', () => {
    expect(findingsOf(sound).filter(({ is }) => is !== 'good')).toEqual([]);
  });

  it.each<readonly [string, string, Partial<DeskFacts>]>([
    ['owner', 'bad', { owner: 'root' }],
    ['owner', 'good', { owner: null }],
    ['owner', 'care', { openToOthers: true }],
    ['space', 'care', { freeBytes: 4 * 1024 ** 3 }],
    ['space', 'bad', { freeBytes: 0.4 * 1024 ** 3 }],
    ['space', 'care', { freeBytes: null }],
    ['postgres', 'bad', { postgres: '14.9' }],
    ['postgres', 'good', { postgres: '15.0' }],
    ['clock', 'bad', { newest: at('2026-11-30T02:02:00.000Z') }],
    ['clock', 'good', { newest: at('2026-11-30T02:00:59.000Z') }],
    ['backup', 'bad', { backups: { last: null, failed: null } }],
    ['backup', 'off', { backups: { last: null, failed: null }, entries: 3 }],
    ['backup', 'care', { backups: { last: at('2026-11-28T01:59:59.000Z'), failed: null } }],
    ['backup', 'good', { backups: { last: at('2026-11-28T02:00:00.000Z'), failed: null } }],
    // Scheduled: old after twice the interval; a failure speaks until the next one is taken.
    ['backup', 'care', { backups: { last: null, failed: null }, backupEveryHours: 6 }],
    ['backup', 'good', { backups: { last: at('2026-11-29T14:00:00.000Z'), failed: null }, backupEveryHours: 6 }],
    ['backup', 'bad', { backups: { last: at('2026-11-29T13:59:59.000Z'), failed: null }, backupEveryHours: 6 }],
    ['backup', 'bad', { backups: { last: null, failed: failedAt('2026-11-29T20:00:00.000Z') }, backupEveryHours: 6 }],
    [
      'backup',
      'bad',
      { backups: { last: at('2026-11-29T19:00:00.000Z'), failed: failedAt('2026-11-29T20:00:00.000Z') }, backupEveryHours: 6 },
    ],
    [
      'backup',
      'good',
      { backups: { last: at('2026-11-29T21:00:00.000Z'), failed: failedAt('2026-11-29T20:00:00.000Z') }, backupEveryHours: 6 },
    ],
    ['address', 'off', { publicUrl: null }],
    ['address', 'care', { publicUrl: 'http://desk.lan:4646' }],
    ['address', 'good', { publicUrl: 'http://127.0.0.1:4646' }],
    ['mail-out', 'off', { mailOut: false }],
    ['mail-in', 'off', { mailIn: [] }],
    ['log-engine', 'off', { logEngine: false }],
    ['tasks', 'care', { overdueTasks: 2 }],
    ['dns', 'off', { dns: false }],
    ['lead', 'good', { lead: { is: 'stands-by' } }],
    ['lead', 'care', { lead: { is: 'stands-by' }, leader: null }],
    ['lead', 'bad', { lead: { is: 'cannot', why: { ja: 'ポート', en: 'port' } }, leader: null }],
    ['lead', 'good', { lead: null }],
    ['lead', 'off', { lead: null, leader: null }],
    ['off.MATOI_DKIM_KEY', 'off', { switchedOff: ['MATOI_DKIM_KEY'] }],
  ])('%s is %s with %j', (id, is, changes) => {
    expect(isOf(changes, id)).toBe(is);
  });

  it.each(backupFailures)('says why a scheduled backup failed: %s', (reason) => {
    const failed = { at: at('2026-11-30T00:00:00.000Z'), reason, detail: 'the words of the system' };
    const said = findingsOf({ ...sound, backups: { last: null, failed }, backupEveryHours: 24 }).find(({ id }) => id === 'backup')?.text;
    expect(said?.en).toContain('the words of the system');
    expect(said?.ja).toContain('失敗しました');
  });

  it('puts the worst first', () => {
    const list = findingsOf({ ...sound, dns: false, owner: 'root', openToOthers: false, overdueTasks: 1 }).map(({ is }) => is);
    expect(list.slice(0, 3)).toEqual(['bad', 'care', 'off']);
  });
});
