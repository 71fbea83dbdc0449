// SPDX-License-Identifier: Apache-2.0
// Binary XML as Windows keeps its events ([MS-EVEN6] 2.2.12): elements stand in templates, once in a chunk, and each
// event brings the values. Every offset counts from the beginning of the chunk.
import { Broken, NESTED, valueText, wideText } from './value.ts';

export type Element = {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly content: readonly (string | Element)[];
};

/** What one event, or all of a chunk, may still cost: a value that a template names often, in templates inside one another, grows without end. */
export type Budget = { pieces: number; signs: number };

const DEEPEST = 64;
const MOST_VALUES = 8192;

type Value = { readonly type: number; readonly start: number; readonly end: number };
type Within = {
  readonly chunk: Buffer;
  readonly end: number;
  /** Of a template: the values that the event brings. Null outside of one: there elements carry no dependency. */
  readonly values: readonly Value[] | null;
  readonly budget: Budget;
  readonly depth: number;
};
type Read<T> = { readonly is: T; readonly at: number };

/** The elements of one event's fragment. Throws `Broken` or `RangeError` where it is none. */
export function readFragment(chunk: Buffer, start: number, end: number, budget: Budget): readonly Element[] {
  return fragment({ chunk, end, values: null, budget, depth: 0 }, start);
}

function spend(within: Within, signs: number): void {
  within.budget.pieces -= 1;
  within.budget.signs -= signs;
  if (within.budget.pieces < 0 || within.budget.signs < 0) throw new Broken('it unfolds to more than an event may hold');
}

function fragment(within: Within, start: number): readonly Element[] {
  if (within.depth > DEEPEST) throw new Broken('it is nested too deep');
  const elements: Element[] = [];
  for (let at = start; at < within.end; ) {
    const token = within.chunk.readUInt8(at);
    if (token === 0x00) break;
    if (token === 0x0f) at += 4;
    else if (token === 0x0c) {
      const read = template(within, at);
      elements.push(...read.is);
      at = read.at;
    } else if ((token & ~0x40) === 0x01) {
      const read = element(within, at);
      elements.push(read.is);
      at = read.at;
    } else throw new Broken(`an unknown token ${token} at ${at}`);
  }
  return elements;
}

/** An instance of a template: where its definition stands (here or earlier in the chunk), and its values. */
function template(within: Within, start: number): Read<readonly Element[]> {
  const { chunk, end } = within;
  const definition = chunk.readUInt32LE(start + 6);
  let at = start + 10;
  if (definition === at) at += 24 + chunk.readUInt32LE(at + 20);
  const count = chunk.readUInt32LE(at);
  if (count > MOST_VALUES) throw new Broken(`${count} values in one event`);
  let from = at + 4 + count * 4;
  const values: Value[] = [];
  for (let one = 0; one < count; one += 1) {
    const size = chunk.readUInt16LE(at + 4 + one * 4);
    values.push({ type: chunk.readUInt8(at + 6 + one * 4), start: from, end: from + size });
    from += size;
  }
  if (from > end) throw new Broken('its values are longer than the event');
  const stop = definition + 24 + chunk.readUInt32LE(definition + 20);
  if (stop > chunk.length) throw new Broken('its template is not in the chunk');
  return { is: fragment({ ...within, end: stop, values, depth: within.depth + 1 }, definition + 24), at: from };
}

/** A name at its offset; one that stands here for the first time is stepped over. */
function name(within: Within, at: number): Read<string> {
  const { chunk } = within;
  const offset = chunk.readUInt32LE(at);
  const length = chunk.readUInt16LE(offset + 6) * 2;
  if (offset + 8 + length > chunk.length) throw new Broken('a name that is not in the chunk');
  spend(within, length);
  return { is: wideText(chunk.subarray(offset + 8, offset + 8 + length)), at: at + 4 + (offset === at + 4 ? 10 + length : 0) };
}

function element(within: Within, start: number): Read<Element> {
  if (within.depth > DEEPEST) throw new Broken('it is nested too deep');
  const { chunk } = within;
  const inner = { ...within, depth: within.depth + 1 };
  const named = name(within, start + (within.values === null ? 5 : 7));
  const attributes: [string, string][] = [];
  let at = named.at + ((chunk.readUInt8(start) & 0x40) === 0 ? 0 : 4);
  for (let token = chunk.readUInt8(at); token !== 0x02 && token !== 0x03; token = chunk.readUInt8(at)) {
    if ((token & ~0x40) !== 0x06) throw new Broken(`an unknown token ${token} in the head of ${named.is}`);
    const attribute = name(within, at + 1);
    const value = pieces(inner, attribute.at);
    at = value.at;
    // A value that the event leaves out takes its attribute with it.
    if (value.is.some((one) => one !== null)) attributes.push([attribute.is, value.is.filter((one) => typeof one === 'string').join('')]);
  }
  if (chunk.readUInt8(at) === 0x03) return { is: { name: named.is, attributes, content: [] }, at: at + 1 };
  const content: (string | Element)[] = [];
  at += 1;
  for (let token = chunk.readUInt8(at); token !== 0x04; token = chunk.readUInt8(at)) {
    if (at >= within.end) throw new Broken(`${named.is} has no end`);
    if ((token & ~0x40) === 0x01) {
      const child = element(inner, at);
      content.push(child.is);
      at = child.at;
    } else if (token === 0x0c) {
      const child = template(inner, at);
      content.push(...child.is);
      at = child.at;
    } else {
      const text = pieces(inner, at);
      if (text.at === at) throw new Broken(`an unknown token ${token} in ${named.is}`);
      content.push(...text.is.filter((one) => one !== null));
      at = text.at;
    }
  }
  return { is: { name: named.is, attributes, content }, at: at + 1 };
}

/** Texts, references and values one after the other; null is a value that the event leaves out. */
function pieces(within: Within, start: number): Read<readonly (string | Element | null)[]> {
  const { chunk } = within;
  const is: (string | Element | null)[] = [];
  let at = start;
  for (;;) {
    const token = chunk.readUInt8(at) & ~0x40;
    if (token === 0x05 || token === 0x07 || token === 0x0b) {
      const from = at + (token === 0x05 ? 4 : 3);
      const to = from + chunk.readUInt16LE(from - 2) * 2;
      if (to > chunk.length) throw new Broken('a text that is not in the chunk');
      spend(within, to - from);
      if (token !== 0x0b) is.push(wideText(chunk.subarray(from, to)));
      at = to;
    } else if (token === 0x08) {
      is.push(String.fromCharCode(chunk.readUInt16LE(at + 1)));
      spend(within, 1);
      at += 3;
    } else if (token === 0x09) {
      const entity = name(within, at + 1);
      is.push(ENTITIES[entity.is] ?? `&${entity.is};`);
      at = entity.at;
    } else if (token === 0x0a) at = name(within, at + 1).at;
    else if (token === 0x0d || token === 0x0e) {
      is.push(...valueOf(within, chunk.readUInt16LE(at + 1)));
      at += 4;
    } else return { is, at };
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function valueOf(within: Within, number: number): readonly (string | Element | null)[] {
  const value = within.values?.[number];
  spend(within, 1);
  if (value === undefined || value.type === 0 || value.end === value.start) return [null];
  if (value.type === NESTED) return fragment({ ...within, end: value.end, values: null, depth: within.depth + 1 }, value.start);
  spend(within, value.end - value.start);
  return [valueText(value.type, within.chunk.subarray(value.start, value.end))];
}
