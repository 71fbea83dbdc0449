// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evtxFile, windowsEvent } from '../../../../test/support/evtx-file.ts';
import type { Shape, Value } from '../../../../test/support/evtx-file.ts';
import { seededRandom } from '../../../../test/support/random.ts';
import { writeEventsApart } from './read-apart.ts';
import { writeEvents } from './write-events.ts';

const CHUNK = 65_536;
const work = mkdtempSync(join(tmpdir(), 'matoi-evtx-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function read(file: Buffer): Promise<readonly Record<string, string>[]> {
  writeFileSync(join(work, 'in.evtx'), file);
  await writeEvents(join(work, 'in.evtx'), 'none', join(work, 'out'));
  const text = readFileSync(join(work, 'out'), 'utf8');
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, string>);
}

const signIn = (record: number, user: string, more: readonly (readonly [string, Value])[] = []) =>
  windowsEvent(BigInt(record), {
    id: 4625,
    channel: 'Security',
    provider: 'Microsoft-Windows-Security-Auditing',
    at: '2026-11-20T01:00:01.250Z',
    values: [['TargetUserName', { type: 'text', is: user }], ...more],
  });
const many = (from: number, count: number) => Array.from({ length: count }, (_, at) => signIn(from + at, `user-${from + at}`));
const users = (events: readonly Record<string, string>[]) => events.map((one) => one['TargetUserName'] ?? one['broken']);

describe('adapters/log-vault/evtx', () => {
  it('an event with what the system says and each value of its own, by its type', async () => {
    const [event] = await read(
      evtxFile([
        [
          signIn(7, '山田 太郎', [
            ['IpAddress', { type: 'text', is: '203.0.113.9' }],
            ['LogonType', { type: 'u32', is: 3 }],
            ['Status', { type: 'hex32', is: 0xc000006d }],
            ['LogonGuid', { type: 'guid', is: Buffer.from('00112233445566778899aabbccddeeff', 'hex') }],
            ['TargetUserSid', { type: 'sid', is: Buffer.from('010500000000000515000000a065cf7e784b9b5fe77c8770f4010000', 'hex') }],
            ['Listed', { type: 'texts', is: ['a', 'b'] }],
            ['Bytes', { type: 'binary', is: Buffer.from('00ff', 'hex') }],
            ['NotThere', { type: 'null' }],
            ['EventID', { type: 'text', is: 'of its own' }],
          ]),
        ],
      ]),
    );
    expect(event).toEqual({
      EventID: '4625',
      Channel: 'Security',
      Computer: 'pc-0033.corp.example',
      Provider_Name: 'Microsoft-Windows-Security-Auditing',
      TimeCreated: '2026-11-20T01:00:01.2500000Z',
      EventRecordID: '7',
      Level: '0',
      Keywords: '0x8020000000000000',
      UserID: 'S-1-5-18',
      TargetUserName: '山田 太郎',
      IpAddress: '203.0.113.9',
      LogonType: '3',
      Status: '0xc000006d',
      LogonGuid: '{33221100-5544-7766-8899-AABBCCDDEEFF}',
      TargetUserSid: 'S-1-5-21-2127521184-1604012920-1887927527-500',
      Listed: 'a, b',
      Bytes: '00FF',
      EventData_EventID: 'of its own',
    });
  });

  it('many chunks, a template once in each; chunks that were never used are nothing', async () => {
    const file = Buffer.concat([evtxFile([many(1, 60), many(61, 60)]), Buffer.alloc(2 * CHUNK)]);
    expect(users(await read(file))).toEqual(Array.from({ length: 120 }, (_, at) => `user-${at + 1}`));
  });

  it('a byte that changed in a chunk refuses the chunk by its number, and no other', async () => {
    const file = evtxFile([many(1, 3), many(4, 3), many(7, 3)]);
    const at = file.indexOf(Buffer.from('user-5', 'utf16le'));
    file.write('X', at, 'utf16le');
    expect(users(await read(file))).toEqual([
      'user-1',
      'user-2',
      'user-3',
      'chunk 2: the check sum of its records 4 to 6 is another one',
      'user-7',
      'user-8',
      'user-9',
    ]);
  });

  it('of a file that breaks off, whole records count and the break is named', async () => {
    const file = evtxFile([many(1, 3), many(4, 60)]);
    const cut = file.indexOf(Buffer.from('user-20', 'utf16le'));
    const found = users(await read(file.subarray(0, cut)));
    expect(found.slice(0, -1)).toEqual(Array.from({ length: 19 }, (_, at) => `user-${at + 1}`));
    expect(found.at(-1)).toBe('chunk 2: the file breaks off in it, after record 19');
    expect(users(await read(file.subarray(0, 100)))).toEqual(['the file breaks off in its head']);
    expect(users(await read(file.subarray(0, 4096 + 100)))).toEqual(['chunk 1: the file breaks off in its head']);
  });

  it('of a file in use, the last chunk counts by the marks of its records, an earlier one by its sums', async () => {
    const file = evtxFile([many(1, 2), many(3, 2)], { inUse: true });
    file.writeUInt32LE(0, 4096 + CHUNK + 52);
    expect(users(await read(file))).toEqual(['user-1', 'user-2', 'user-3', 'user-4']);
    file.writeUInt32LE(0, 4096 + 52);
    expect(users(await read(file))[0]).toBe('chunk 1: the check sum of its head is another one');
  });

  it('what unfolds without end is refused by its record, and the next is read', async () => {
    // Each value stands in its template a hundred times, in templates inside one another.
    const wide = (name: string): Shape => ({ name, content: Array.from({ length: 100 }, () => 0) });
    let value: Value = { type: 'text', is: 'x'.repeat(200) };
    for (const name of ['a', 'b', 'c', 'd']) value = { type: 'nested', is: wide(name), values: [value] };
    const found = users(await read(evtxFile([[signIn(1, 'before'), signIn(2, 'bomb', [['Bomb', value]]), signIn(3, 'after')]])));
    expect(found).toEqual(['before', 'chunk 1, record 2: it unfolds to more than an event may hold', 'after']);
  });

  it('any bytes end in lines', async () => {
    const random = seededRandom(5);
    const sound = evtxFile([many(1, 40)], { inUse: true });
    for (let turn = 0; turn < 100; turn += 1) {
      const file = Buffer.from(sound);
      for (let change = 0; change <= random.below(12); change += 1)
        file[4096 + 512 + random.below(8000)] = random.pick([0, 0xff, 0x0c, 0x01, 0x41, 0x0e, 0x21, random.below(256)]);
      await expect(read(file)).resolves.toBeDefined();
    }
  });

  it('is read in a thread of its own', async () => {
    writeFileSync(join(work, 'apart.evtx'), evtxFile([many(1, 2)]));
    await writeEventsApart(join(work, 'apart.evtx'), 'none', join(work, 'apart'));
    expect(readFileSync(join(work, 'apart'), 'utf8').split('\n')).toHaveLength(3);
    await expect(writeEventsApart(join(work, 'apart.evtx'), 'none', join(work, 'no', 'folder'))).rejects.toMatchObject({ code: 'EVTX' });
  });
});
