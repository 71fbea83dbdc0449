// SPDX-License-Identifier: Apache-2.0
/** A file within a TNEF stream; `mail` where it is a mail of its own. */
export type TnefFile = {
  readonly name: TnefText | null;
  readonly type: string;
  readonly contentId: string;
  readonly bytes: Buffer;
  readonly mail: Tnef | null;
};

/** What a TNEF stream ([MS-OXTNEF]) holds. Texts in 8 bits stand as they are, in code page `page`. */
export type Tnef = {
  readonly page: number;
  readonly subject: TnefText | null;
  readonly from: { readonly name: TnefText | null; readonly address: TnefText | null };
  readonly body: TnefText | null;
  readonly html: Buffer | null;
  readonly rtf: Buffer | null;
  readonly files: readonly TnefFile[];
  /** It ends before it should: what stood behind is not here. */
  readonly cut: boolean;
};
export type TnefText = { readonly bytes: Buffer; readonly wide: boolean };

const SIGNATURE = 0x22_3e_9f_78;
const ATTRIBUTE = {
  subject: 0x8004,
  body: 0x800c,
  title: 0x8010,
  data: 0x800f,
  rend: 0x9002,
  props: 0x9003,
  fileProps: 0x9005,
  page: 0x9007,
};
const MOST_ATTRIBUTES = 20_000;
const MOST_PROPERTIES = 5000;
const MOST_FILES = 500;
const DEEPEST = 3;
/** Lengths of values of fixed size ([MS-OXCDATA] 2.11.1), padded to four bytes. */
const FIXED: Readonly<Record<number, number>> = { 1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xa: 4, 0xb: 4, 0x14: 8, 0x40: 8, 0x48: 16 };
const COUNTED = new Set([0xd, 0x1e, 0x1f, 0x102]);

type Property = { readonly id: number; readonly type: number; readonly value: Buffer };
type OpenFile = { name: TnefText | null; bytes: Buffer | null; props: readonly Property[] };

/** Reads a TNEF stream, up to where it is damaged; null where it is none. Linear; nothing of it is copied but what is handed out. */
export function readTnef(bytes: Buffer, depth = 0): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE || depth > DEEPEST) return null;
  let page = 0;
  let subject: TnefText | null = null;
  let body: TnefText | null = null;
  let props: readonly Property[] = [];
  const files: OpenFile[] = [];
  let at = 6;
  let cut = false;
  for (let count = 0; count < MOST_ATTRIBUTES && at + 9 <= bytes.length; count += 1) {
    const id = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const value = bytes.subarray(at + 9, at + 9 + length);
    if (value.length < length) {
      cut = true;
      break;
    }
    at += 9 + length + 2;
    const file = files.at(-1);
    if (id === ATTRIBUTE.page && length >= 4) page = value.readUInt32LE(0);
    else if (id === ATTRIBUTE.subject) subject = narrow(value);
    else if (id === ATTRIBUTE.body) body = narrow(value);
    else if (id === ATTRIBUTE.props) props = propertiesIn(value);
    else if (id === ATTRIBUTE.rend && files.length < MOST_FILES) files.push({ name: null, bytes: null, props: [] });
    else if (file === undefined) continue;
    else if (id === ATTRIBUTE.title) file.name = narrow(value);
    else if (id === ATTRIBUTE.data) file.bytes = value;
    else if (id === ATTRIBUTE.fileProps) file.props = propertiesIn(value);
  }
  const number = (tag: number): number => find(props, tag)?.value.readUInt32LE(0) ?? 0;
  const codePage = number(0x3f_de) || number(0x3f_fd) || page;
  const html = find(props, 0x10_13);
  return {
    page: codePage === 1200 ? page : codePage,
    subject: textOf(find(props, 0x00_37)) ?? subject,
    from: { name: textOf(find(props, 0x0c_1a)), address: textOf(find(props, 0x5d_01)) ?? textOf(find(props, 0x0c_1f)) },
    body: textOf(find(props, 0x10_00)) ?? body,
    html: html === undefined ? null : html.type === 0x1f ? Buffer.from(html.value.toString('utf16le'), 'utf8') : html.value,
    rtf: find(props, 0x10_09)?.value ?? null,
    files: files.map((file) => closed(file, depth)),
    cut,
  };
}

/** One of 8 bits ends with a zero byte. */
function narrow(value: Buffer): TnefText {
  const end = value.indexOf(0);
  return { bytes: end < 0 ? value : value.subarray(0, end), wide: false };
}

function textOf(property: Property | undefined): TnefText | null {
  if (property === undefined || (property.type !== 0x1e && property.type !== 0x1f)) return null;
  return property.type === 0x1e ? narrow(property.value) : { bytes: property.value, wide: true };
}

function find(props: readonly Property[], id: number): Property | undefined {
  return props.find((one) => one.id === id && one.value.length >= (COUNTED.has(one.type) ? 1 : 4));
}

function closed(file: OpenFile, depth: number): TnefFile {
  const held = find(file.props, 0x37_01);
  // An object begins with the identifier of its interface: a mail within the mail stands behind it.
  const mail = held?.type === 0xd ? readTnef(held.value.subarray(16), depth + 1) : null;
  const name = textOf(find(file.props, 0x37_07)) ?? textOf(find(file.props, 0x37_04)) ?? file.name ?? textOf(find(file.props, 0x30_01));
  const plain = (id: number): string => {
    const text = textOf(find(file.props, id));
    return text === null ? '' : text.bytes.toString(text.wide ? 'utf16le' : 'latin1').replaceAll(/[^\x21-\x7e]/g, '');
  };
  return {
    name,
    type: plain(0x37_0e).toLowerCase().slice(0, 100),
    contentId: plain(0x37_12).replaceAll(/^<|>$/g, '').slice(0, 500),
    bytes: file.bytes ?? (held === undefined ? Buffer.alloc(0) : held.type === 0xd ? held.value.subarray(16) : held.value),
    mail,
  };
}

/** Properties of a message or file ([MS-OXTNEF] 2.1.3.4), up to where they are damaged. */
function propertiesIn(block: Buffer): readonly Property[] {
  const found: Property[] = [];
  if (block.length < 4) return found;
  const count = Math.min(block.readUInt32LE(0), MOST_PROPERTIES);
  let at = 4;
  const readable = (length: number): boolean => length >= 0 && at + length <= block.length;
  for (let read = 0; read < count && readable(4); read += 1) {
    const type = block.readUInt16LE(at);
    const id = block.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x80_00) {
      if (!readable(24)) return found;
      const named = block.readUInt32LE(at + 16) === 1 ? block.readUInt32LE(at + 20) : -1;
      at += 24 + (named < 0 ? 0 : padded(named));
    }
    const base = type & 0xf_ff;
    const counted = COUNTED.has(base);
    const several = counted || (type & 0x10_00) !== 0;
    if (several && !readable(4)) return found;
    const values = several ? block.readUInt32LE(at) : 1;
    if (several) at += 4;
    for (let each = 0; each < values; each += 1) {
      const length = counted ? (readable(4) ? block.readUInt32LE(at) : -1) : (FIXED[base] ?? -1);
      if (counted) at += 4;
      if (length < 0 || !readable(length)) return found;
      if (each === 0 && (type & 0x10_00) === 0) found.push({ id, type: base, value: block.subarray(at, at + length) });
      at += counted ? padded(length) : length;
    }
  }
  return found;
}

function padded(length: number): number {
  return length + ((4 - (length % 4)) % 4);
}
