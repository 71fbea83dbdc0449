// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { taughtFormat } from './taught.ts';

describe('hunt/formats/taught', () => {
  it('reads the lines that it was taught, and no others', () => {
    const format = taughtFormat(
      '{@timestamp} {_} flow {source.ip}:{source.port} -> {destination.ip}:{destination.port} [{event.action}] {extra.rule}',
      'flow',
    );
    if ('fault' in format) throw new Error(format.fault);
    expect(format.test('2026-11-20 10:00:01 gw flow 10.0.0.5:4000 -> 203.0.113.9:443 [drop] rule 7, last')).toBe(true);
    expect(format.test('2026-11-20 10:00:01 gw flow 10.0.0.5 -> 203.0.113.9:443 [drop] rule 7')).toBe(false);
  });

  it.each([
    ['{source.ip} x', 'no-time'],
    ['{@timestamp} {source.addr}', 'unknown-column'],
    ['{@timestamp} {source.ip} {source.ip}', 'twice'],
    ['{@timestamp}{source.ip}', 'touching'],
    ['{@timestamp} {file}', 'unknown-column'],
  ])('%s is no template: %s', (template, fault) => {
    expect(taughtFormat(template, 'flow')).toMatchObject({ fault });
  });
});
