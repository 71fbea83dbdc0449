// SPDX-License-Identifier: Apache-2.0
// ISC dhcpd.leases, Kea's lease file, dnsmasq's lease file, and a CSV list of assets; told apart by content.
import { cellsOf, delimiterOf, readCsv } from '../../common/csv.ts';
import type { CsvRecord } from '../../common/csv.ts';
import { decodeTextLeniently } from '../../common/decode-text.ts';
import type { Asset, Lease } from './lease.ts';

export type ReadHolders = {
  readonly format: 'isc-dhcpd' | 'kea' | 'dnsmasq' | 'assets' | 'unknown';
  readonly leases: readonly Lease[];
  readonly assets: readonly Asset[];
  /** What could not be read, by line: never dropped in silence. */
  readonly refused: readonly { readonly line: number; readonly text: string }[];
};

type Refused = { readonly line: number; readonly text: string }[];

/**
 * Leases and assets of a text whose format is told by its contents: ISC dhcpd, Kea, dnsmasq, or a CSV of assets. Lines that
 * cannot be read are refused by number.
 */
export function readHolders(text: string): ReadHolders {
  const clean = text.replace(/^\uFEFF/, '');
  const lines = clean.split(/\r\n|\n|\r/);
  if (/^\s*lease\s+[0-9a-fA-F:.]+\s*\{/m.test(clean)) return fromIsc(lines);
  const delimiter = delimiterOf(clean);
  /** The records below the heading. */
  const rows = () => [...readCsv(clean, delimiter)].slice(1);
  const heading = cellsOf(lines[0] ?? '', delimiter).map((cell) => cell.toLowerCase().trim());
  if (heading.includes('address') && heading.includes('hwaddr') && heading.includes('expire')) return fromKea(rows(), heading);
  if (lines.some((line) => DNSMASQ.test(line)) && !/[,;]/.test(lines[0] ?? '')) return fromDnsmasq(lines);
  const columns = heading.map((name) => HEADINGS[name] ?? null);
  if (columns.includes('computer') || columns.includes('user')) return fromAssets(rows(), columns);
  return {
    format: 'unknown',
    leases: [],
    assets: [],
    refused: lines.flatMap((line, at) => (line === '' ? [] : [{ line: at + 1, text: line.slice(0, 200) }])),
  };
}

/** The same of a file in whatever encoding it comes. */
export const readHoldersFile = (bytes: Uint8Array): ReadHolders => readHolders(decodeTextLeniently(bytes));

/** `4 2026/11/20 00:00:00` and `epoch 1795132800`, both in UTC; `never` is open. Undefined: unreadable. */
function iscTime(text: string): number | null | undefined {
  if (text === 'never') return null;
  const epoch = /^epoch\s+(\d+)/.exec(text)?.[1];
  if (epoch !== undefined) return Number(epoch);
  const [, year, month, day, time] = /^\d\s+(\d{4})\/(\d\d)\/(\d\d)\s+(\d\d:\d\d:\d\d)$/.exec(text) ?? [];
  const millis = year === undefined ? Number.NaN : Date.parse(`${year}-${month}-${day}T${time}Z`);
  return Number.isNaN(millis) ? undefined : millis / 1000;
}

function fromIsc(lines: readonly string[]): ReadHolders {
  const leases: Lease[] = [];
  const refused: Refused = [];
  let open: { ip: string; line: number; mac: string; host: string; from?: number | null; until?: number | null } | null = null;
  for (const [at, raw] of lines.entries()) {
    const line = raw.replace(/#.*$/, '').trim();
    const ip = /^lease\s+([0-9a-fA-F:.]+)\s*\{/.exec(line)?.[1];
    if (ip !== undefined) {
      if (open !== null) refused.push({ line: open.line, text: `lease ${open.ip}: no end` });
      open = { ip, line: at + 1, mac: '', host: '' };
    } else if (open !== null && line === '}') {
      if (open.from === undefined || open.until === undefined) refused.push({ line: open.line, text: `lease ${open.ip}: no times` });
      else leases.push({ ip: open.ip, mac: open.mac, host: open.host, from: open.from, until: open.until });
      open = null;
    } else if (open !== null) {
      const [, word = '', value = ''] = /^(starts|ends|hardware ethernet|client-hostname)\s+(.*?);$/.exec(line) ?? [];
      if (word === 'hardware ethernet') open.mac = value.toLowerCase();
      if (word === 'client-hostname') open.host = value.replace(/^"|"$/g, '');
      const time = word === 'starts' || word === 'ends' ? iscTime(value) : null;
      if (time === undefined) refused.push({ line: at + 1, text: raw.slice(0, 200) });
      else if (word === 'starts') open.from = time;
      else if (word === 'ends') open.until = time;
    }
  }
  if (open !== null) refused.push({ line: open.line, text: `lease ${open.ip}: no end` });
  return { format: 'isc-dhcpd', leases, assets: [], refused };
}

function fromKea(rows: readonly CsvRecord[], heading: readonly string[]): ReadHolders {
  const leases: Lease[] = [];
  const refused: Refused = [];
  for (const { line, cells, torn } of rows) {
    const cell = (name: string) => cells[heading.indexOf(name)] ?? '';
    const [expire, lifetime] = [Number(cell('expire')), Number(cell('valid_lifetime'))];
    if (torn || !/^[0-9a-fA-F:.]+$/.test(cell('address')) || !Number.isFinite(expire) || expire <= 0)
      refused.push({ line, text: cells.join(',').slice(0, 200) });
    // State 2 is a lease that was taken back; a lifetime of 0 one that was given back.
    else if (lifetime > 0)
      leases.push({
        ip: cell('address'),
        mac: cell('hwaddr').toLowerCase(),
        host: cell('hostname').replace(/\.$/, ''),
        from: expire - lifetime,
        until: expire,
      });
  }
  return { format: 'kea', leases, assets: [], refused };
}

const DNSMASQ = /^(\d+) ([0-9a-fA-F:-]{17,}) ([0-9a-fA-F:.]+) (\S+) (\S+)$/;

/** dnsmasq keeps the end only: since when is not known, and the file is of the moment at which it was copied. */
function fromDnsmasq(lines: readonly string[]): ReadHolders {
  const leases: Lease[] = [];
  const refused: Refused = [];
  for (const [at, line] of lines.entries()) {
    const [, until, mac = '', ip = '', host = ''] = DNSMASQ.exec(line.trim()) ?? [];
    if (until !== undefined)
      leases.push({ ip, mac: mac.toLowerCase(), host: host === '*' ? '' : host, from: null, until: until === '0' ? null : Number(until) });
    else if (line.trim() !== '' && !line.startsWith('duid ')) refused.push({ line: at + 1, text: line.slice(0, 200) });
  }
  return { format: 'dnsmasq', leases, assets: [], refused };
}

const HEADINGS: Readonly<Record<string, keyof Asset>> = {
  mac: 'mac',
  'mac address': 'mac',
  macaddress: 'mac',
  macアドレス: 'mac',
  hwaddr: 'mac',
  host: 'host',
  hostname: 'host',
  ホスト名: 'host',
  ip: 'ip',
  'ip address': 'ip',
  ipアドレス: 'ip',
  address: 'ip',
  computer: 'computer',
  device: 'computer',
  asset: 'computer',
  端末: 'computer',
  端末名: 'computer',
  機器名: 'computer',
  資産番号: 'computer',
  user: 'user',
  owner: 'user',
  person: 'user',
  利用者: 'user',
  使用者: 'user',
  氏名: 'user',
  department: 'department',
  section: 'department',
  部署: 'department',
  所属: 'department',
  from: 'from',
  since: 'from',
  開始: 'from',
  利用開始: 'from',
  until: 'until',
  to: 'until',
  終了: 'until',
  返却: 'until',
};

function fromAssets(rows: readonly CsvRecord[], columns: readonly (keyof Asset | null)[]): ReadHolders {
  const assets: Asset[] = [];
  const refused: Refused = [];
  for (const { line, cells, torn } of rows) {
    const cell = (name: keyof Asset) => (cells[columns.indexOf(name)] ?? '').trim();
    const [from, until] = [day(cell('from')), day(cell('until'))];
    const mac = cell('mac').toLowerCase().replaceAll('-', ':');
    if (torn || from === undefined || until === undefined || `${mac}${cell('host')}${cell('ip')}` === '')
      refused.push({ line, text: cells.join(',').slice(0, 200) });
    else
      assets.push({
        mac,
        host: cell('host').toLowerCase(),
        ip: cell('ip'),
        computer: cell('computer') || cell('host'),
        user: cell('user'),
        department: cell('department'),
        from,
        // A bare day that ends something is still part of it.
        until: until === null ? null : until + (/^\d{4}[-/]\d\d[-/]\d\d$/.test(cell('until')) ? 86_400 : 0),
      });
  }
  return { format: 'assets', leases: [], assets, refused };
}

/** A day is a day in Japan unless a zone is given. */
function day(text: string): number | null | undefined {
  if (text === '') return null;
  const iso = text.replaceAll('/', '-');
  const millis = Date.parse(/^\d{4}-\d\d-\d\d$/.test(iso) ? `${iso}T00:00:00+09:00` : iso);
  return Number.isNaN(millis) ? undefined : millis / 1000;
}
