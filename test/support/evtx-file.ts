// SPDX-License-Identifier: Apache-2.0
// Binary Windows event logs (EVTX) written from scratch: a template once a chunk, and events that bring its values.
import { crc32 } from 'node:zlib';

export type Value =
  | { readonly type: 'text'; readonly is: string }
  | { readonly type: 'u8' | 'u16' | 'u32'; readonly is: number }
  | { readonly type: 'u64' | 'hex64' | 'time'; readonly is: bigint }
  | { readonly type: 'hex32'; readonly is: number }
  | { readonly type: 'guid' | 'sid' | 'binary'; readonly is: Buffer }
  | { readonly type: 'texts'; readonly is: readonly string[] }
  | { readonly type: 'nested'; readonly is: Shape; readonly values: readonly Value[] }
  | { readonly type: 'null' };
/** An element of a template; a number is the place of a value that the event brings. */
export type Shape = {
  readonly name: string;
  readonly attributes?: readonly (readonly [name: string, value: string | number])[];
  readonly content?: readonly (string | number | Shape)[];
};
export type EvtxEvent = { readonly record: bigint; readonly shape: Shape; readonly values: readonly Value[] };

const CHUNK = 65_536;
const TYPES = {
  null: 0,
  text: 1,
  u8: 4,
  u16: 6,
  u32: 8,
  u64: 10,
  binary: 14,
  guid: 15,
  time: 17,
  sid: 19,
  hex32: 20,
  hex64: 21,
  nested: 33,
  texts: 129,
};

/** 100 ns since 1601. */
export const ticksOf = (iso: string): bigint => (BigInt(Date.parse(iso)) + 11_644_473_600_000n) * 10_000n;

class Chunk {
  readonly bytes = Buffer.alloc(CHUNK);
  at = 512;
  readonly #names = new Map<string, number>();
  readonly #templates = new Map<Shape, number>();

  number(value: number | bigint, size: 1 | 2 | 4 | 8): void {
    if (size === 8) this.bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), this.at);
    else this.bytes.writeUIntLE(Number(value), this.at, size);
    this.at += size;
  }
  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }
  name(name: string): void {
    const known = this.#names.get(name);
    this.number(known ?? this.at + 4, 4);
    if (known !== undefined) return;
    this.#names.set(name, this.at);
    this.number(0, 4);
    this.number(0, 2);
    this.number(name.length, 2);
    this.raw(Buffer.from(`${name}\0`, 'utf16le'));
  }
  /** Writes a length in front of what `inner` writes. */
  measured(inner: () => void): void {
    const from = this.at;
    this.at += 4;
    inner();
    this.bytes.writeUInt32LE(this.at - from - 4, from);
  }
  text(text: string): void {
    this.raw(Uint8Array.of(0x05, 0x01));
    this.number(text.length, 2);
    this.raw(Buffer.from(text, 'utf16le'));
  }
  piece(piece: string | number): void {
    if (typeof piece === 'string') return this.text(piece);
    this.number(0x0e, 1);
    this.number(piece, 2);
    this.number(1, 1);
  }
  element({ name, attributes = [], content = [] }: Shape): void {
    this.number(attributes.length > 0 ? 0x41 : 0x01, 1);
    this.number(0xffff, 2);
    this.measured(() => {
      this.name(name);
      if (attributes.length > 0)
        this.measured(() => {
          for (const [at, [key, value]] of attributes.entries()) {
            this.number(at < attributes.length - 1 ? 0x46 : 0x06, 1);
            this.name(key);
            this.piece(value);
          }
        });
      this.number(content.length === 0 ? 0x03 : 0x02, 1);
      for (const one of content) {
        if (typeof one === 'object') this.element(one);
        else this.piece(one);
      }
      if (content.length > 0) this.number(0x04, 1);
    });
  }
  instance(shape: Shape, values: readonly Value[]): void {
    this.raw(Uint8Array.of(0x0f, 1, 1, 0, 0x0c, 1));
    this.number(0x1234, 4);
    const known = this.#templates.get(shape);
    this.number(known ?? this.at + 4, 4);
    if (known === undefined) {
      this.#templates.set(shape, this.at);
      this.number(0, 4);
      this.raw(Buffer.alloc(16, 7));
      this.measured(() => {
        this.raw(Uint8Array.of(0x0f, 1, 1, 0));
        this.element(shape);
        this.number(0, 1);
      });
    }
    this.number(values.length, 4);
    const heads = this.at;
    this.at += values.length * 4;
    for (const [place, value] of values.entries()) {
      const from = this.at;
      this.value(value);
      this.bytes.writeUInt16LE(this.at - from, heads + place * 4);
      this.bytes.writeUInt8(TYPES[value.type], heads + place * 4 + 2);
    }
  }
  value(value: Value): void {
    if (value.type === 'text') this.raw(Buffer.from(value.is, 'utf16le'));
    else if (value.type === 'texts') this.raw(Buffer.from(value.is.map((one) => `${one}\0`).join(''), 'utf16le'));
    else if (value.type === 'u8') this.number(value.is, 1);
    else if (value.type === 'u16') this.number(value.is, 2);
    else if (value.type === 'u32' || value.type === 'hex32') this.number(value.is, 4);
    else if (value.type === 'u64' || value.type === 'hex64' || value.type === 'time') this.number(value.is, 8);
    else if (value.type === 'nested') {
      this.instance(value.is, value.values);
      this.number(0, 1);
    } else if (value.type === 'binary' || value.type === 'guid' || value.type === 'sid') this.raw(value.is);
  }
  event({ record, shape, values }: EvtxEvent): void {
    const from = this.at;
    this.number(0x2a2a, 4);
    this.at += 4;
    this.number(record, 8);
    this.number(ticksOf('2026-11-20T01:00:00Z'), 8);
    this.instance(shape, values);
    this.number(0, 1);
    this.at += (8 - ((this.at + 4) % 8)) % 8;
    const size = this.at + 4 - from;
    this.number(size, 4);
    this.bytes.writeUInt32LE(size, from + 4);
  }
  close(events: readonly EvtxEvent[], last: number): Buffer {
    const { bytes, at } = this;
    bytes.write('ElfChnk\0', 0, 'latin1');
    for (const [place, value] of [events[0]?.record, events.at(-1)?.record, events[0]?.record, events.at(-1)?.record].entries())
      bytes.writeBigUInt64LE(value ?? 0n, 8 + place * 8);
    bytes.writeUInt32LE(128, 40);
    bytes.writeUInt32LE(last, 44);
    bytes.writeUInt32LE(at, 48);
    bytes.writeUInt32LE(crc32(bytes.subarray(512, at)), 52);
    bytes.writeUInt32LE(crc32(bytes.subarray(128, 512), crc32(bytes.subarray(0, 120))), 124);
    return bytes;
  }
}

/** One chunk a list of events. `inUse`: as it is while Windows writes it. */
export function evtxFile(chunks: readonly (readonly EvtxEvent[])[], { inUse = false } = {}): Buffer {
  const head = Buffer.alloc(4096);
  head.write('ElfFile\0', 0, 'latin1');
  head.writeBigUInt64LE(BigInt(Math.max(0, chunks.length - 1)), 16);
  head.writeBigUInt64LE((chunks.at(-1)?.at(-1)?.record ?? 0n) + 1n, 24);
  head.writeUInt32LE(128, 32);
  head.writeUInt16LE(1, 36);
  head.writeUInt16LE(3, 38);
  head.writeUInt16LE(4096, 40);
  head.writeUInt16LE(chunks.length, 42);
  head.writeUInt32LE(inUse ? 1 : 0, 120);
  head.writeUInt32LE(crc32(head.subarray(0, 120)), 124);
  return Buffer.concat([
    head,
    ...chunks.map((events) => {
      const chunk = new Chunk();
      let last = 512;
      for (const event of events) {
        last = chunk.at;
        chunk.event(event);
      }
      return chunk.close(events, last);
    }),
  ]);
}

const data = (name: string, at: number): Shape => ({ name: 'Data', attributes: [['Name', name]], content: [at] });

/** An event as Windows writes it: what the system says in one template, what the event says in another inside it. */
export function windowsEvent(
  record: bigint,
  {
    id,
    channel,
    provider,
    at,
    values,
  }: { id: number; channel: string; provider: string; at: string; values: readonly (readonly [string, Value])[] },
): EvtxEvent {
  return {
    record,
    shape: shapeOf('Event', SYSTEM),
    values: [
      { type: 'u16', is: id },
      { type: 'text', is: provider },
      { type: 'time', is: ticksOf(at) },
      { type: 'u64', is: record },
      { type: 'text', is: channel },
      { type: 'text', is: 'pc-0033.corp.example' },
      { type: 'hex64', is: 0x8020000000000000n },
      { type: 'sid', is: Buffer.from('010100000000000512000000', 'hex') },
      { type: 'null' },
      {
        type: 'nested',
        is: shapeOf(`EventData ${values.map(([name]) => name).join(' ')}`, {
          name: 'EventData',
          content: values.map(([name], place) => data(name, place)),
        }),
        values: values.map(([, value]) => value),
      },
    ],
  };
}

const SYSTEM: Shape = {
  name: 'Event',
  attributes: [['xmlns', 'http://schemas.microsoft.com/win/2004/08/events/event']],
  content: [
    {
      name: 'System',
      content: [
        { name: 'Provider', attributes: [['Name', 1]] },
        { name: 'EventID', content: [0] },
        { name: 'Level', content: ['0'] },
        { name: 'Keywords', content: [6] },
        { name: 'TimeCreated', attributes: [['SystemTime', 2]] },
        { name: 'EventRecordID', content: [3] },
        { name: 'Correlation', attributes: [['ActivityID', 8]] },
        { name: 'Channel', content: [4] },
        { name: 'Computer', content: [5] },
        { name: 'Security', attributes: [['UserID', 7]] },
      ],
    },
    9,
  ],
};

const shapes = new Map<string, Shape>();
/** The same template for the same names: a chunk holds it once. */
function shapeOf(key: string, shape: Shape): Shape {
  const known = shapes.get(key);
  if (known !== undefined) return known;
  shapes.set(key, shape);
  return shape;
}
