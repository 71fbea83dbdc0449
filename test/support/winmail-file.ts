// SPDX-License-Identifier: Apache-2.0
// Outlook's packets for tests, laid out by [MS-OXTNEF] and [MS-OXRTFCP].

export type Packet = {
  readonly subject?: string;
  readonly from?: { readonly name: string; readonly address: string };
  /** Texts go out as Unicode; with a code page, as bytes in it. */
  readonly page?: number;
  readonly body?: string | Buffer;
  readonly html?: Buffer;
  readonly rtf?: string;
  readonly files?: readonly { readonly name: string | Buffer; readonly type?: string; readonly bytes: Buffer }[];
  readonly mails?: readonly Packet[];
};

const u16 = (value: number): Buffer => Buffer.from([value & 255, value >> 8]);
const u32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);

/** The bytes of a winmail.dat. */
export function winmail(packet: Packet): Buffer {
  const parts = [u32(0x22_3e_9f_78), u16(1), attribute(1, 0x0006_9007, Buffer.concat([u32(packet.page ?? 65_001), u32(0)]))];
  const text = (value: string): readonly [number, Buffer] => [0x1f, Buffer.from(`${value}\0`, 'utf16le')];
  const props: [number, readonly [number, Buffer]][] = [];
  if (packet.page !== undefined) props.push([0x3f_de, [3, u32(packet.page)]]);
  if (packet.subject !== undefined) props.push([0x37, text(packet.subject)]);
  if (packet.from !== undefined) props.push([0x0c_1a, text(packet.from.name)], [0x5d_01, text(packet.from.address)]);
  if (packet.body !== undefined) props.push([0x10_00, typeof packet.body === 'string' ? text(packet.body) : [0x1e, packet.body]]);
  if (packet.html !== undefined) props.push([0x10_13, [0x1_02, packet.html]]);
  if (packet.rtf !== undefined) props.push([0x10_09, [0x1_02, compressedRtf(packet.rtf)]]);
  parts.push(attribute(1, 0x0006_9003, properties(props)));
  for (const file of packet.files ?? []) {
    parts.push(attribute(2, 0x0006_9002, Buffer.alloc(14)));
    if (typeof file.name !== 'string') parts.push(attribute(2, 0x0001_8010, Buffer.concat([file.name, Buffer.alloc(1)])));
    parts.push(attribute(2, 0x0006_800f, file.bytes));
    const named: [number, readonly [number, Buffer]][] = typeof file.name === 'string' ? [[0x37_07, text(file.name)]] : [];
    parts.push(
      attribute(2, 0x0006_9005, properties([...named, ...(file.type === undefined ? [] : ([[0x37_0e, text(file.type)]] as typeof named))])),
    );
  }
  for (const mail of packet.mails ?? []) {
    parts.push(attribute(2, 0x0006_9002, Buffer.alloc(14)));
    const held = Buffer.concat([Buffer.alloc(16, 7), winmail(mail)]);
    parts.push(attribute(2, 0x0006_9005, properties([[0x37_01, [0xd, held]]])));
  }
  return Buffer.concat(parts);
}

function attribute(level: number, id: number, value: Buffer): Buffer {
  const sum = value.reduce((total, byte) => (total + byte) & 0xff_ff, 0);
  return Buffer.concat([Buffer.from([level]), u32(id), u32(value.length), value, u16(sum)]);
}

function properties(list: readonly [number, readonly [number, Buffer]][]): Buffer {
  return Buffer.concat([
    // A named property of many strings stands before them, as Outlook writes some.
    u32(list.length + 1),
    u16(0x10_1f),
    u16(0x80_01),
    Buffer.alloc(16, 3),
    u32(1),
    u32(6),
    Buffer.from('ab\0\0\0\0\0\0'),
    u32(2),
    ...[0, 1].flatMap(() => [u32(4), Buffer.from('x\0\0\0')]),
    ...list.flatMap(([id, [type, value]]) => [
      u16(type),
      u16(id),
      ...(type === 3 ? [value] : [u32(1), u32(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]),
    ]),
  ]);
}

/** RTF in Outlook's form, of literal bytes only. */
export function compressedRtf(rtf: string): Buffer {
  const bytes = Buffer.from(rtf, 'latin1');
  const runs: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 8) runs.push(Buffer.from([0]), bytes.subarray(at, at + 8));
  const body = Buffer.concat(runs);
  return Buffer.concat([u32(body.length + 12), u32(bytes.length), Buffer.from('LZFu'), u32(0), body]);
}
