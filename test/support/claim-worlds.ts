// SPDX-License-Identifier: Apache-2.0
// Worlds for claims: logs made from what is said of them, and what may be said of a claim when these are all there is.
// The reading is of its own: it knows how a log was made, and never looks at its rows.
import type { Random } from './random.ts';

export const CLAIMED = '/cgi-bin/quote.cgi';
const TRIED = `${CLAIMED}?name=%3Bcat%20/etc/passwd`;

/** One log: whose it is, what its lines hold, and what it does not say. */
export type WorldLog = {
  readonly name: string;
  readonly kind: 'apache' | 'iis' | 'json' | 'squid' | 'zeek';
  /** The host that its lines name; null: none. */
  readonly host: string | null;
  /** The address that asked servers have (sensors). */
  readonly server: string;
  readonly hours: readonly number[];
  /** How one line an hour asks for the path. */
  readonly asks: 'not' | 'plainly' | 'dotted' | 'in-other-letters' | 'with-an-attack' | 'with-a-body';
  /** What no line says. */
  readonly without: 'nothing' | 'url' | 'query' | 'method' | 'zone';
  /** A line that cannot be read at the end, with the path's name or without. */
  readonly torn: 'no' | 'with-the-name' | 'elsewhere';
  readonly rotated: boolean;
};

const pad = (n: number) => String(n).padStart(2, '0');
const minutes = [0, 10, 20, 30, 40, 50];
const epoch = (hour: number, minute: number) => Date.UTC(2026, 10, 10, hour, minute) / 1000;

function targetOf(log: WorldLog): string {
  const ways: Readonly<Record<WorldLog['asks'], string>> = {
    not: `/news-${log.name}`,
    plainly: CLAIMED,
    dotted: '/cgi-bin/.//%71uote.cgi;v=1',
    'in-other-letters': '/CGI-Bin/Quote.CGI',
    'with-an-attack': TRIED,
    'with-a-body': CLAIMED,
  };
  return ways[log.asks];
}

/** The files of a log: rotated once, where it is said to be. */
export function filesOf(log: WorldLog): readonly { readonly name: string; readonly text: string }[] {
  const half = log.rotated ? Math.ceil(log.hours.length / 2) : 0;
  const older = log.hours.slice(0, half);
  return [
    ...(older.length === 0 ? [] : [{ name: `${log.name}.1`, text: linesOf({ ...log, hours: older, torn: 'no' }) }]),
    { name: log.name, text: linesOf({ ...log, hours: log.hours.slice(half) }) },
  ];
}

/** Six lines an hour, of which the first asks as the log is said to. */
function linesOf(log: WorldLog): string {
  const lines = log.hours.flatMap((hour) =>
    minutes.map((minute) => {
      const url = minute === 0 ? targetOf(log) : `/other-${log.name}?page=${minute}`;
      const method = minute === 0 && log.asks === 'with-a-body' ? 'POST' : 'GET';
      return lineOf(log, { hour, minute, url, method });
    }),
  );
  const torn = log.torn === 'no' ? [] : [`10.11.12 torn [${log.torn === 'elsewhere' ? '/some/page' : CLAIMED}`];
  return `${[...headOf(log), ...lines, ...torn].join('\n')}\n`;
}

function headOf(log: WorldLog): readonly string[] {
  if (log.kind === 'zeek')
    return [
      '#separator \\x09',
      '#path\thttp',
      `#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\thost\turi\tstatus_code`,
      '#types\ttime\tstring\taddr\tport\taddr\tport\tstring\tstring\tstring\tcount',
    ];
  if (log.kind !== 'iis') return [];
  return ['#Software: Microsoft Internet Information Services 10.0', `#Fields: ${iisFields(log).join(' ')}`];
}

function iisFields(log: WorldLog): readonly string[] {
  return [
    'date',
    'time',
    's-ip',
    ...(log.without === 'method' ? [] : ['cs-method']),
    ...(log.without === 'url' ? [] : ['cs-uri-stem']),
    ...(log.without === 'url' || log.without === 'query' ? [] : ['cs-uri-query']),
    ...(log.host === null ? [] : ['cs-host']),
    's-port',
    'c-ip',
    'cs(User-Agent)',
    'sc-status',
  ];
}

type Line = { readonly hour: number; readonly minute: number; readonly url: string; readonly method: string };

function lineOf(log: WorldLog, { hour, minute, url, method }: Line): string {
  const [stem = '', query = '-'] = url.split('?');
  const host = log.host ?? '-';
  if (log.kind === 'zeek') return `${epoch(hour, minute)}.5\tC1\t198.51.100.9\t4000\t${log.server}\t80\t${method}\t${host}\t${url}\t200`;
  if (log.kind === 'squid')
    return `${epoch(hour, minute)}.100 80 10.8.0.5 TCP_MISS/200 4000 ${method} http://${host}${url} - HIER_DIRECT/${log.server} text/html`;
  if (log.kind === 'iis') {
    const cells: Readonly<Record<string, string>> = {
      date: '2026-11-10',
      time: `${pad(hour)}:${pad(minute)}:00`,
      's-ip': log.server,
      'cs-method': method,
      'cs-uri-stem': stem,
      'cs-uri-query': query,
      'cs-host': host,
      's-port': '443',
      'c-ip': '198.51.100.8',
      'cs(User-Agent)': `agent/${log.name}`,
      'sc-status': '200',
    };
    return iisFields(log)
      .map((name) => cells[name])
      .join(' ');
  }
  const said = log.without === 'query' ? stem : url;
  if (log.kind === 'json')
    return JSON.stringify({
      time: `2026-11-10T${pad(hour)}:${pad(minute)}:00${log.without === 'zone' ? '' : 'Z'}`,
      remote_addr: '198.51.100.7',
      ...(log.without === 'method' ? {} : { request_method: method }),
      request_uri: said,
      ...(log.host === null ? {} : { http_host: log.host }),
      status: 200,
      body_bytes_sent: 512,
    });
  const front = log.host === null ? '' : `${log.host} `;
  return `${front}198.51.100.7 - - [10/Nov/2026:${pad(hour)}:${pad(minute)}:00 +0000] "${method} ${said} HTTP/1.1" 200 512 "-" "agent/1"`;
}

/** What each kind of log can leave out at all. */
const CAN_LACK: Readonly<Record<WorldLog['kind'], readonly WorldLog['without'][]>> = {
  apache: ['nothing', 'nothing', 'query'],
  iis: ['nothing', 'url', 'query', 'method'],
  json: ['nothing', 'query', 'method', 'zone'],
  squid: ['nothing'],
  zeek: ['nothing'],
};

const HOURS: readonly (readonly number[])[] = [
  [9, 10, 11, 12],
  [9, 10, 11, 12],
  [9, 10, 11, 12],
  [9, 10, 12],
  [9, 10],
  [11, 12],
];

export function randomLog({ pick }: Random, name: string): WorldLog {
  const kind = pick(['apache', 'apache', 'iis', 'json', 'squid', 'zeek'] as const);
  const asks = pick(['not', 'not', 'not', 'plainly', 'dotted', 'in-other-letters', 'with-an-attack', 'with-a-body'] as const);
  const passing = kind === 'squid' || kind === 'zeek';
  return {
    name,
    kind,
    host: passing ? pick(['www.example.jp', 'elsewhere.example']) : pick([null, 'www.example.jp', 'shop.example.jp']),
    server: kind === 'iis' ? '10.9.0.2' : pick(['10.9.0.2', '203.0.113.80']),
    hours: pick(HOURS),
    asks,
    without: pick(CAN_LACK[kind]),
    torn: kind === 'zeek' ? 'no' : pick(['no', 'no', 'no', 'no', 'with-the-name', 'elsewhere'] as const),
    rotated: pick([false, false, true]),
  };
}

export type WorldQuestion = {
  readonly kind: 'requested' | 'attacked';
  readonly host: string | null;
  /** Hours of the day, from (inclusive) and to (exclusive); null: always. */
  readonly within: readonly [number, number] | null;
};

export function randomQuestion({ pick }: Random): WorldQuestion {
  return {
    kind: pick(['requested', 'requested', 'attacked'] as const),
    host: pick([null, null, 'www.example.jp']),
    within: pick([null, null, [9, 12] as const, [10, 12] as const, [8, 11] as const, [9, 14] as const]),
  };
}

type Reading = { readonly verdict: 'supported' | 'refuted' | 'cannot-tell'; readonly lines: number };

/** What may be said: what was asked stands in a line, or every line that could hold it was logged, read and looked at. */
export function readWorld(logs: readonly WorldLog[], question: WorldQuestion): Reading {
  const servers = logs.filter((log) => log.kind !== 'squid' && log.kind !== 'zeek');
  const own = servers.filter((log) => question.host === null || log.host === question.host);
  // A log that names no host may be the server's; it can speak for the claim, never against it.
  const perhaps = question.host !== null && servers.every((log) => log.host === null) ? servers : [];
  const passing = logs.filter((log) => log.kind === 'squid' || log.kind === 'zeek');
  const speaking = [
    ...own,
    ...perhaps,
    ...passing.filter((log) => (question.host === null ? log.kind === 'zeek' && log.server.startsWith('10.') : log.host === question.host)),
  ];
  if (speaking.some((log) => shows(log, question))) return { verdict: 'supported', lines: 0 };
  // A line that no rule could read and that holds the name may be the request, in whichever of these logs it stands.
  const unread =
    [...speaking, ...(question.host === null ? [] : passing)].some((log) => log.torn === 'with-the-name') ||
    speaking.some((log) => lettersDiffer(log, question));
  const whole = own.length > 0 && !unread && own.every((log) => excludes(log, question));
  const asked = (hour: number) => inside(hour, question);
  return whole
    ? { verdict: 'refuted', lines: own.reduce((sum, log) => sum + log.hours.filter(asked).length * minutes.length, 0) }
    : { verdict: 'cannot-tell', lines: 0 };
}

const inside = (hour: number, { within }: WorldQuestion) => within === null || (hour >= within[0] && hour < within[1]);

function shows(log: WorldLog, question: WorldQuestion): boolean {
  if (log.without === 'url' || (log.without === 'zone' && question.within !== null)) return false;
  if (!log.hours.some((hour) => inside(hour, question))) return false;
  const met = log.asks !== 'not' && (log.asks !== 'in-other-letters' || log.kind === 'iis');
  return met && (question.kind === 'requested' || (log.asks === 'with-an-attack' && log.without !== 'query'));
}

function lettersDiffer(log: WorldLog, question: WorldQuestion): boolean {
  return log.asks === 'in-other-letters' && log.kind !== 'iis' && log.hours.some((hour) => inside(hour, question));
}

function excludes(log: WorldLog, question: WorldQuestion): boolean {
  const [first, last] = [log.hours[0] ?? 0, log.hours.at(-1) ?? 0];
  const [from, to] = question.within ?? [first, last + 1];
  for (let hour = from; hour < to; hour += 1) if (!log.hours.includes(hour)) return false;
  if (log.without === 'url' || (log.without === 'zone' && question.within !== null)) return false;
  if (question.kind === 'requested') return true;
  if (log.without === 'query' || log.without === 'method') return false;
  return !(log.asks === 'with-a-body' && log.hours.some((hour) => inside(hour, question)));
}
