// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { studiesInThreads } from '../../src/wiring/threads/containment-study.ts';

const studies = studiesInThreads();
const reading = (bytes: Uint8Array) => studies({ file: 'flows.csv.gz', bytes }, { is: 'reading' });
const HEADING = 'time,source,destination,port\n';
const FLOW = '2026-11-21T05:00:00Z,10.0.0.1,10.0.0.2,443\n';

describe('integration/traffic-bomb', () => {
  it.each([
    ['one line without an end', gzipSync(Buffer.alloc(1 << 26, 'a')), /unfolds into too much|more than 1048576 characters/],
    ['many lines of a few kilobytes', gzipSync(Buffer.alloc(1 << 26, '\n')), /unfolds into too much/],
    ['an unpacked line without an end', Buffer.alloc(3 << 20, 'a'), /more than 1048576 characters/],
  ])('refuses %s, and the next record is studied', { timeout: 120_000 }, async (_name, bytes, why) => {
    await expect(reading(bytes)).rejects.toThrow(why);

    const next = await reading(gzipSync(HEADING + FLOW.repeat(3)));
    expect(next).toMatchObject({ reading: { accepted: 3 } });
  });

  it('reads what logs really pack, and every way to end a line', { timeout: 120_000 }, async () => {
    const text = HEADING + [FLOW.trim(), FLOW.trim(), FLOW.trim()].join('\r\n');

    expect(await reading(gzipSync(text))).toMatchObject({ reading: { accepted: 3, refused: 0 } });
    expect(await reading(Buffer.from(text.replaceAll('\r\n', '\r').replaceAll('\n', '\r')))).toMatchObject({ reading: { accepted: 3 } });
  });
});
