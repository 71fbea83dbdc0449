// SPDX-License-Identifier: Apache-2.0
// A second reading of Sigma, written apart from the compiler: it walks the rule's raw YAML over one row as an object
// and shares no code with src/hunt. Slow and plain on purpose.

export type Row = {
  readonly table: string;
  readonly dataset: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly extra: Readonly<Record<string, string>>;
  /** Columns that no row of this row's log has anything in; absent: all are there. */
  readonly lacks?: { readonly has: (column: string) => boolean };
  /** Seconds since some moment. */
  readonly at?: number;
};

type Forms = { exact: string[]; loose: string[]; number?: number; zero?: boolean; dash?: boolean };
type Raw = Record<string, unknown>;

/** Percent-decoding over bytes, `times` times, then read as UTF-8; a run of bytes that is none becomes one mark. */
function percentDecode(text: string, times: number): string {
  let bytes = Buffer.from(text, 'utf8').toString('latin1');
  for (let turn = 0; turn < times; turn += 1)
    bytes = bytes.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1')
    .toString('utf8')
    .replace(/\ufffd+/g, '\ufffd');
}

const memo = new WeakMap<Row, Map<string, Forms>>();

function forms(row: Row, field: string): Forms {
  let known = memo.get(row);
  if (known === undefined) memo.set(row, (known = new Map()));
  const before = known.get(field);
  if (before !== undefined) return before;
  const made = look(row, field);
  known.set(field, made);
  return made;
}

function look(row: Row, field: string): Forms {
  if (row.table === 'web') {
    const original = row.texts['url.original'] ?? '';
    const decoded = original.includes('%') ? [percentDecode(original, 1), percentDecode(original, 2)] : [];
    const full = original.startsWith('/') ? `http://${row.texts['url.domain'] ?? ''}${original}` : original;
    const query = (url: string) => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
    const stem = (url: string) => url.split('?')[0] ?? '';
    const blanks = original.includes('+') ? [(decoded[1] ?? original).split('+').join(' ')] : [];
    if (['c-uri', 'cs-uri'].includes(field)) return { exact: [original, ...decoded, full], loose: [full, ...decoded, ...blanks] };
    if (['cs-uri-query', 'c-uri-query'].includes(field))
      return {
        exact: [query(original), ...decoded.map(query).filter(Boolean), original, ...decoded],
        loose: [original, ...decoded, ...blanks],
      };
    if (['cs-uri-stem', 'c-uri-stem', 'c-uri-path', 'url.path'].includes(field))
      return { exact: [stem(original), ...decoded.map(stem).filter(Boolean)], loose: [stem(original), ...decoded.map(stem)] };
    if (['c-uri-extension', 'cs-uri-extension'].includes(field)) {
      const found = /\.([A-Za-z0-9]{1,10})$/.exec(stem(original));
      const value = (found?.[1] ?? '').replace(/[A-Z]/g, (c) => c.toLowerCase());
      return { exact: [value], loose: [value] };
    }
  }
  const numbers: Record<string, string> = {
    'sc-status': 'http.response.status_code',
    'sc-bytes': 'http.response.body.bytes',
    'cs-bytes': 'http.request.body.bytes',
    dst_port: 'destination.port',
    src_port: 'source.port',
    status_code: 'http.response.status_code',
    request_body_len: 'http.request.body.bytes',
    'id.resp_p': 'destination.port',
    'id.orig_p': 'source.port',
  };
  const number = row.numbers[numbers[field] ?? field];
  if (number !== undefined) {
    // Nothing was sent is said by a count of 0; no port and no answer is what 0 says elsewhere.
    const zero = /bytes|packets/.test(numbers[field] ?? field);
    const written = number === 0 && !zero ? '' : String(number);
    return { exact: [written], loose: [written], number, zero };
  }
  const name = NAMES[row.table]?.[field] ?? ENDS[field] ?? field;
  const value = row.texts[name] ?? row.extra[field] ?? '';
  return { exact: [value], loose: [value], dash: ['user_agent.original', 'http.request.referrer', 'user.name'].includes(name) };
}

/** Which column of the store a field's value comes from, in words of its own. */
export function columnOf(row: Pick<Row, 'table'>, field: string): string {
  const urls = [
    'c-uri',
    'cs-uri',
    'cs-uri-query',
    'c-uri-query',
    'cs-uri-stem',
    'c-uri-stem',
    'c-uri-path',
    'url.path',
    'c-uri-extension',
    'cs-uri-extension',
  ];
  if (row.table === 'web' && urls.includes(field)) return 'url.original';
  const numbers: Record<string, string> = {
    'sc-status': 'http.response.status_code',
    'sc-bytes': 'http.response.body.bytes',
    'cs-bytes': 'http.request.body.bytes',
    dst_port: 'destination.port',
    src_port: 'source.port',
    status_code: 'http.response.status_code',
    request_body_len: 'http.request.body.bytes',
    'id.resp_p': 'destination.port',
    'id.orig_p': 'source.port',
  };
  const name = NAMES[row.table]?.[field] ?? ENDS[field] ?? numbers[field] ?? field;
  return COLUMNS[row.table]?.has(name) === true ? name : `extra.${field}`;
}

const ENDS: Record<string, string> = {
  src_ip: 'source.ip',
  'c-ip': 'source.ip',
  dst_ip: 'destination.ip',
  's-ip': 'destination.ip',
  'r-ip': 'destination.ip',
  'cs-username': 'user.name',
  user: 'user.name',
  'id.orig_h': 'source.ip',
  'id.resp_h': 'destination.ip',
};
const NAMES: Record<string, Record<string, string>> = {
  web: {
    'cs-host': 'url.domain',
    'r-dns': 'url.domain',
    host: 'url.domain',
    'cs-method': 'http.request.method',
    method: 'http.request.method',
    'c-useragent': 'user_agent.original',
    'cs-user-agent': 'user_agent.original',
    user_agent: 'user_agent.original',
    'cs-referer': 'http.request.referrer',
    'cs-referrer': 'http.request.referrer',
    referrer: 'http.request.referrer',
    'cs-version': 'http.version',
    'c-uri-host': '',
    uri: 'url.original',
  },
  dns: {
    query: 'dns.question.name',
    QueryName: 'dns.question.name',
    QNAME: 'dns.question.name',
    record_type: 'dns.question.type',
    qtype_name: 'dns.question.type',
    answer: 'dns.answers',
    answers: 'dns.answers',
    rcode: 'dns.response_code',
    rcode_name: 'dns.response_code',
  },
  flow: {
    action: 'event.action',
    protocol: 'network.transport',
    service: 'network.protocol',
    proto: 'network.transport',
    conn_state: 'event.action',
  },
  event: { msg: 'message', name: 'message', server_name: 'destination.domain', ja3: 'tls.client.ja3' },
};

/** The columns that the store has of its own; all else of an event is extra. */
const COLUMNS: Record<string, Set<string>> = {
  web: new Set([
    'source.ip',
    'user.name',
    'http.request.method',
    'url.original',
    'url.domain',
    'http.version',
    'http.response.status_code',
    'http.response.body.bytes',
    'http.request.body.bytes',
    'http.request.referrer',
    'user_agent.original',
    'destination.ip',
    'destination.port',
  ]),
  flow: new Set([
    'source.ip',
    'source.port',
    'source.bytes',
    'source.packets',
    'destination.ip',
    'destination.port',
    'destination.bytes',
    'destination.packets',
    'destination.domain',
    'network.transport',
    'network.protocol',
    'event.action',
    'event.duration',
    'user.name',
  ]),
  dns: new Set([
    'source.ip',
    'source.port',
    'destination.ip',
    'destination.port',
    'dns.question.name',
    'dns.question.type',
    'dns.response_code',
    'dns.answers',
  ]),
  event: new Set([
    'source.ip',
    'source.port',
    'destination.ip',
    'destination.port',
    'destination.domain',
    'tls.client.ja3',
    'tls.client.ja4',
    'user_agent.original',
    'user.name',
    'host.name',
    'message',
  ]),
};

function everything(row: Row): string[] {
  const extra = Object.values(row.extra).join(' ');
  const text = (names: string[]) => names.map((name) => row.texts[name] ?? '');
  if (row.table === 'web')
    return [
      ...forms(row, 'c-uri').loose,
      ...text(['user_agent.original', 'http.request.referrer', 'http.request.method', 'source.ip', 'user.name']),
      extra,
    ];
  if (row.table === 'dns') return [...text(['dns.question.name', 'dns.answers', 'source.ip']), extra];
  if (row.table === 'flow') return [...text(['source.ip', 'destination.ip', 'destination.domain', 'event.action']), extra];
  return [...text(['message', 'destination.domain', 'user_agent.original', 'user.name']), extra];
}

const lowAscii = (text: string) => text.replace(/[A-Z]+/g, (some) => some.toLowerCase());
// oxlint-disable-next-line no-control-regex -- ASCII
const ascii = (text: string) => /^[\u0000-\u007f]*$/.test(text);
const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

type Test = (text: string) => boolean;
const patterns = new Map<string, { test: Test; any: boolean; empty: boolean; free: boolean }>();

/** A Sigma pattern as a test, built as one expression from left to right. */
function pattern(value: string, cased: boolean): { test: Test; any: boolean; empty: boolean; free: boolean } {
  const key = `${cased}${value}`;
  const before = patterns.get(key);
  if (before !== undefined) return before;
  let source = '';
  let plain = '';
  let at = 0;
  let wild = 0;
  while (at < value.length) {
    const two = value.slice(at, at + 2);
    if (two === '\\*' || two === '\\?' || two === '\\\\') {
      source += escape(two[1] ?? '');
      plain += two[1];
      at += 2;
      continue;
    }
    const char = value[at] ?? '';
    if (char === '*') source += '[^]*';
    else if (char === '?') source += '[^]';
    else {
      source += escape(char);
      plain += char;
    }
    if (char === '*' || char === '?') wild += 1;
    at += 1;
  }
  const fold = cased ? (text: string) => text : ascii(plain) ? lowAscii : (text: string) => text.toLowerCase();
  const expression = new RegExp(`^${fold(source.replaceAll('[^]', '\u0001')).replaceAll('\u0001', '[^]')}$`, 'u');
  const any = value !== '' && /^\*+$/.test(value);
  const made = {
    any,
    empty: value === '',
    free: value.startsWith('*') && value.length > 1,
    test: any ? (text: string) => text !== '' : (text: string) => expression.test(fold(text)),
  };
  void wild;
  patterns.set(key, made);
  return made;
}

const regexes = new Map<string, RegExp>();

/** Some rules escape what needs no escape; only the older syntax allows that. */
function expressionOf(written: string, given: string): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(written)?.[1] ?? '';
  const source = inline === '' ? written : written.slice(inline.length + 3);
  const flags = [...new Set(`${given}${inline}`)].join('');
  try {
    return new RegExp(source, flags);
  } catch {
    return new RegExp(source, flags.replace('u', ''));
  }
}

function inRange(written: string, range: string): boolean {
  const text = /^::ffff:(?=\d+\.)/i.test(written) ? written.slice(7) : written;
  const [net = '', bits = '0'] = range.split('/');
  const value = (ip: string): bigint | null => {
    if (/^\d{1,3}(\.\d{1,3}){3}$/.test(ip)) {
      const parts = ip.split('.').map(Number);
      return parts.some((part) => part > 255) || ip.split('.').some((part) => part.length > 1 && part.startsWith('0'))
        ? null
        : parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    }
    return null;
  };
  const [a, b] = [value(text), value(net)];
  if (a === null || b === null) return false;
  const shift = 32n - BigInt(bits);
  return a >> shift === b >> shift;
}

/** A rule's value as text; Sigma values are texts, numbers and booleans, anything else is written as JSON. */
function textOfValue(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : JSON.stringify(value);
}

function one(row: Row, field: string, modifiers: string[], value: unknown): boolean {
  const has = (name: string) => modifiers.includes(name);
  const found = forms(row, field);
  const first = found.exact[0] ?? '';
  const nothing = first === '' || (found.dash === true && first === '-');
  if (has('exists')) return (value === true) === !nothing;
  if (value === null) return nothing;
  if (has('cidr')) return inRange(first, textOfValue(value));
  for (const [name, compare] of [
    ['lt', (a: number, b: number) => a < b],
    ['lte', (a: number, b: number) => a <= b],
    ['gt', (a: number, b: number) => a > b],
    ['gte', (a: number, b: number) => a >= b],
  ] as const)
    if (has(name)) return first !== '' && /^-?\d+(\.\d+)?$/.test(first) && compare(Number(first), Number(value));
  if (has('fieldref')) {
    const other = forms(row, textOfValue(value)).exact[0] ?? '';
    const [a, b] = has('cased') ? [first, other] : [lowAscii(first), lowAscii(other)];
    if (first === '' || other === '') return false;
    return has('contains') ? a.includes(b) : has('startswith') ? a.startsWith(b) : has('endswith') ? a.endsWith(b) : a === b;
  }
  if (has('re')) {
    const flags = `${modifiers.filter((name) => ['i', 'm', 's'].includes(name)).join('')}u`;
    const key = `${flags}/${textOfValue(value)}`;
    if (!regexes.has(key)) regexes.set(key, expressionOf(textOfValue(value), flags));
    const texts = found.number === 0 && found.zero !== true ? [] : found.loose;
    return texts.some((text) => regexes.get(key)?.test(text) === true);
  }
  if (typeof value === 'number' && modifiers.every((name) => name === 'all' || name === 'neq' || name === 'cased')) {
    return found.number === undefined ? first === textOfValue(value) : found.number === value;
  }
  return variants(textOfValue(value), modifiers).some((text) => {
    const wrapped = `${has('contains') || has('endswith') ? '*' : ''}${text}${has('contains') || has('startswith') ? '*' : ''}`;
    const compiled = pattern(wrapped, has('cased'));
    if (found.dash === true && wrapped === '-') return nothing;
    if (compiled.empty || compiled.any)
      return compiled.empty ? nothing : compiled.free ? found.loose.some(compiled.test) : found.exact.some(compiled.test);
    return compiled.free
      ? found.loose.some(compiled.test)
      : found.exact.some((form, index) => (index === 0 || form !== '') && compiled.test(form));
  });
}

/** Encodings and dashes, as bytes through Node's own coders. */
function variants(value: string, modifiers: string[]): string[] {
  let texts: Buffer[] = [Buffer.from(value)];
  let done = false;
  for (const name of modifiers) {
    if (name === 'windash') texts = texts.flatMap((text) => dashes(text.toString()).map((some) => Buffer.from(some)));
    if (name === 'wide' || name === 'utf16le') texts = texts.map((text) => Buffer.from(text.toString(), 'utf16le'));
    if (name === 'base64') {
      texts = texts.map((text) => Buffer.from(text.toString('base64')));
      done = true;
    }
    if (name === 'base64offset') {
      done = true;
      texts = texts.flatMap((text) =>
        [0, 1, 2].map((shift) => {
          const coded = Buffer.concat([Buffer.alloc(shift, 32), text]).toString('base64');
          const tail = (text.length + shift) % 3;
          return Buffer.from(coded.slice([0, 2, 3][shift], tail === 0 ? undefined : tail === 1 ? -3 : -2));
        }),
      );
    }
  }
  return texts.map((text) => (done ? escape64(text.toString()) : text.toString()));
}

const escape64 = (text: string) => text;

function dashes(value: string): string[] {
  const match = /(^|\s)[-/\u2013\u2014\u2015](?=\w)/.exec(value);
  if (match === null) return [value];
  const at = match.index + (match[1] ?? '').length;
  return ['-', '/', '\u2013', '\u2014', '\u2015'].flatMap((dash) =>
    dashes(value.slice(at + 1)).map((rest) => value.slice(0, at) + dash + rest),
  );
}

/** Neither true nor false: what is asked of a column that the log does not have. */
type Truth = boolean | undefined;
const notOf = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
const allOf = (all: readonly Truth[]): Truth => (all.includes(false) ? false : all.includes(undefined) ? undefined : true);
const someOf = (all: readonly Truth[]): Truth => (all.includes(true) ? true : all.includes(undefined) ? undefined : false);

function item(row: Row, key: string, raw: unknown): Truth {
  const [field = '', ...modifiers] = key.split('|');
  const values = Array.isArray(raw) ? raw : [raw];
  const asked = field === '' ? [] : [field, ...(modifiers.includes('fieldref') ? values.map(textOfValue) : [])];
  if (asked.some((name) => row.lacks?.has(columnOf(row, name)) === true)) return undefined;
  const test = (value: unknown) => (field === '' ? word(row, textOfValue(value)) : one(row, field, modifiers, value));
  const hit = modifiers.includes('all') ? values.every(test) : values.some(test);
  return modifiers.includes('neq') ? !hit : hit;
}

function word(row: Row, value: string): boolean {
  const compiled = pattern(`*${value}*`, false);
  return everything(row).some((text) => compiled.test(text));
}

function selection(row: Row, raw: unknown): Truth {
  if (Array.isArray(raw)) return someOf(raw.map((some) => selection(row, some)));
  if (typeof raw === 'object' && raw !== null) return allOf(Object.entries(raw).map(([key, value]) => item(row, key, value)));
  return word(row, String(raw));
}

/** Whether a rule hits a row. `logsource` is judged by the caller. */
export function interpret(rule: Raw, row: Row, filters: readonly Raw[] = []): boolean {
  const mine = filters.filter((filter) => narrowsIt(filter, rule)).map((filter) => filter['filter'] as Raw);
  return [rule['detection'] as Raw, ...mine].every((detection) => judged(detection, row) === true);
}

/** A filter has a say where all that its log source names is what the rule's names, and the rule is one of its rules. */
function narrowsIt(filter: Raw, rule: Raw): boolean {
  const mine = filter['logsource'] as Raw;
  const its = rule['logsource'] as Raw;
  if (Object.keys(mine).some((part) => mine[part] !== its[part])) return false;
  const { rules } = filter['filter'] as Raw;
  return rules === 'any' || (Array.isArray(rules) && (rules.includes(rule['id']) || rules.includes(rule['name'])));
}

function judged(detection: Raw, row: Row): Truth {
  const conditions = ([] as unknown[]).concat(detection['condition']).map(String);
  const cache = new Map<string, Truth>();
  const named = (name: string): Truth => {
    if (cache.has(name)) return cache.get(name);
    const value = selection(row, detection[name]);
    cache.set(name, value);
    return value;
  };
  const names = Object.keys(detection).filter((name) => name !== 'condition' && name !== 'timeframe' && name !== 'rules');
  return someOf(conditions.map((condition) => evaluate(condition, names, named)));
}

/** Rewrites `x of y` to brackets, then reads `or` / `and` / `not` by splitting at the outermost words. */
function evaluate(condition: string, names: string[], named: (name: string) => Truth): Truth {
  const spelled = condition.replace(/\b(1|any|all) of (them|[\w*]+)/gi, (_, many: string, which: string) => {
    const chosen =
      which === 'them'
        ? names.filter((name) => !name.startsWith('_'))
        : names.filter((name) => new RegExp(`^${which.replaceAll('*', '.*')}$`).test(name));
    return `(${chosen.join(many.toLowerCase() === 'all' ? ' and ' : ' or ')})`;
  });
  const tokens = spelled.match(/\(|\)|[^\s()]+/g) ?? [];
  const read = (from: number, to: number): Truth => {
    for (const operator of ['or', 'and']) {
      const cuts = [from - 1];
      let depth = 0;
      for (let at = from; at < to; at += 1) {
        if (tokens[at] === '(') depth += 1;
        if (tokens[at] === ')') depth -= 1;
        if (depth === 0 && tokens[at]?.toLowerCase() === operator) cuts.push(at);
      }
      if (cuts.length > 1) {
        cuts.push(to);
        const parts = cuts.slice(1).map((cut, index) => [(cuts[index] ?? 0) + 1, cut] as const);
        const truths = parts.map(([a, b]) => read(a, b));
        return operator === 'or' ? someOf(truths) : allOf(truths);
      }
    }
    if (tokens[from]?.toLowerCase() === 'not') return notOf(read(from + 1, to));
    if (tokens[from] === '(') return read(from + 1, to - 1);
    return named(tokens[from] ?? '');
  };
  return read(0, tokens.length);
}
