// SPDX-License-Identifier: Apache-2.0
// An EVTX file (Windows event log, binary) as lines: one event a line, and one line for each thing that cannot be read.
import { open } from 'node:fs/promises';
import { unpacked } from '../packing/packed.ts';
import type { Packing } from '../packing/packed.ts';
import { eventOfNode } from '../windows/windows-event.ts';
import type { Node } from '../windows/windows-event.ts';
import type { Element } from './binxml.ts';
import { CHUNK_BYTES, eventsOf, isEmpty } from './chunk.ts';
import type { Outcome } from './chunk.ts';

const HEAD_BYTES = 4096;
export const EVTX_MAGIC = 'ElfFile\0';
const IN_USE = 1;

/** An element as the XML reader gives it: attributes under `@name`, text alone or under `#text`. */
export function nodeOf(element: Element): Node | string {
  const text = element.content.filter((one) => typeof one === 'string').join('');
  const children = element.content.filter((one) => typeof one !== 'string');
  if (element.attributes.length === 0 && children.length === 0) return text;
  const node: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of element.attributes) node[`@${name}`] = value;
  if (text !== '') node['#text'] = text;
  for (const child of children) {
    const before = node[child.name];
    const made = nodeOf(child);
    node[child.name] = before === undefined ? made : Array.isArray(before) ? [...(before as unknown[]), made] : [before, made];
  }
  return node;
}

function lineOf(outcome: Outcome): string {
  if ('broken' in outcome) return JSON.stringify(outcome);
  const event = outcome.elements.find((one) => one.name === 'Event');
  if (event === undefined) return JSON.stringify({ broken: 'a record without an event' });
  const node = nodeOf(event);
  return JSON.stringify(eventOfNode(typeof node === 'string' ? {} : node));
}

/** Reads chunk by chunk: no more than one is held at a time. */
export async function writeEvents(from: string, packing: Packing, to: string): Promise<void> {
  const out = await open(to, 'w', 0o600);
  try {
    let rest: Buffer = Buffer.alloc(0);
    let head: Buffer | null = null;
    let number = 0;
    let held: { readonly bytes: Buffer; readonly number: number } | null = null;
    const write = async (bytes: Buffer, at: number, whole: boolean): Promise<void> => {
      const lines = eventsOf(bytes, at, whole).map(lineOf);
      if (lines.length > 0) await out.write(`${lines.join('\n')}\n`);
    };
    /** Only what was being written when the file was copied may have old sums: the chunk that its head names, or the last one used. */
    const isOpen = (at: number, isLast: boolean): boolean =>
      head !== null && (head.readUInt32LE(120) & IN_USE) === IN_USE && (isLast || BigInt(at - 1) === head.readBigUInt64LE(16));
    for await (const piece of unpacked(from, packing) as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      if (head === null && rest.length >= HEAD_BYTES) {
        head = rest.subarray(0, 128);
        rest = rest.subarray(HEAD_BYTES);
      }
      if (head === null) continue;
      while (rest.length >= CHUNK_BYTES) {
        const bytes = rest.subarray(0, CHUNK_BYTES);
        rest = rest.subarray(CHUNK_BYTES);
        number += 1;
        if (isEmpty(bytes)) continue;
        if (held !== null) await write(held.bytes, held.number, !isOpen(held.number, false));
        held = { bytes, number };
      }
    }
    if (head === null) {
      await out.write(`${JSON.stringify({ broken: 'the file breaks off in its head' })}\n`);
      return;
    }
    if (held !== null) await write(held.bytes, held.number, !isOpen(held.number, true));
    if (rest.length > 0) await write(rest, number + 1, true);
  } finally {
    await out.close();
  }
}
