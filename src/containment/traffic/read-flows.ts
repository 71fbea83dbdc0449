// SPDX-License-Identifier: Apache-2.0
import { numberOfDay } from '../../common/civil-day.ts';
import { cellsOf } from '../../common/csv.ts';
import type { FlowBuilder, FlowRow } from './flow.ts';
import type { Protocol } from '../address/ports.ts';

/** What became of the lines: nothing is dropped without being counted, the first refused lines are named. */
export type FlowReading = {
  readonly lines: number;
  readonly accepted: number;
  readonly refused: number;
  readonly samples: readonly { readonly line: number; readonly why: string }[];
};

/** The names under which logs keep the same thing: ours first, then Zeek, Suricata EVE, and common exports. */
const keys = {
  src: ['src', 'src_ip', 'id.orig_h', 'source', 'client', 'client_ip', 'srcaddr'],
  dst: ['dst', 'dst_ip', 'dest_ip', 'id.resp_h', 'destination', 'server_ip', 'dstaddr'],
  port: ['port', 'dst_port', 'dest_port', 'id.resp_p', 'dstport'],
  proto: ['proto', 'protocol'],
  name: ['name', 'sni', 'server_name', 'domain', 'dst_name', 'tls.sni', 'host_header', 'http.hostname'],
  host: ['host', 'hostname', 'computer', 'src_host'],
  user: ['user', 'username', 'src_user'],
  department: ['department', 'dept'],
  count: ['flows', 'count', 'connections'],
  bytes: ['bytes', 'orig_bytes'],
  time: ['day', 'date', 'ts', 'time', 'timestamp', 'last'],
} as const;

/**
 * Reads JSON lines, CSV with a header, and Zeek TSV (conn.log; ssl.log and http.log give names to the conn
 * lines of the same uid, whichever file comes first). One reader is used for all files of a call.
 */
export function flowReader(builder: FlowBuilder) {
  const samples: { line: number; why: string }[] = [];
  const nameOfUid = new Map<string, string>();
  const waiting: { readonly row: FlowRow; readonly uid: string; readonly line: number }[] = [];
  let lines = 0;
  let accepted = 0;
  let refused = 0;
  const refuse = (line: number, why: string) => {
    refused += 1;
    if (samples.length < 20) samples.push({ line, why });
  };
  const take = (record: Readonly<Record<string, unknown>>, line: number) => {
    const uid = text(record['uid']);
    const zeekName = uid === null ? null : (text(record['server_name']) ?? (record['uri'] === undefined ? null : text(record['host'])));
    if (
      uid !== null &&
      record['orig_bytes'] === undefined &&
      record['conn_state'] === undefined &&
      (record['server_name'] !== undefined || record['uri'] !== undefined)
    ) {
      if (zeekName !== null) nameOfUid.set(uid, zeekName);
      return;
    }
    const row = rowOf(record);
    if (typeof row === 'string') refuse(line, row);
    else if (uid !== null && row.name === null) waiting.push({ row, uid, line });
    else if (builder.add(row)) accepted += 1;
    else refuse(line, 'address');
  };

  function file() {
    let mode: 'unknown' | 'jsonl' | 'csv' | 'zeek' = 'unknown';
    let header: readonly string[] = [];
    return (line: string) => {
      const content = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (content.trim() === '') return;
      if (mode === 'unknown') mode = content.trimStart().startsWith('{') ? 'jsonl' : content.startsWith('#') ? 'zeek' : 'csv';
      if (mode === 'zeek' && content.startsWith('#')) {
        if (content.startsWith('#fields')) header = content.split('\t').slice(1);
        return;
      }
      if (mode === 'csv' && header.length === 0) {
        header = cellsOf(content).map((cell) => cell.trim().toLowerCase());
        return;
      }
      lines += 1;
      if (mode === 'jsonl') {
        const parsed = parseJson(content);
        if (parsed === null) refuse(lines, 'not-json');
        else take(parsed, lines);
        return;
      }
      const cells = mode === 'zeek' ? content.split('\t') : cellsOf(content);
      if (mode === 'zeek' && cells.length !== header.length) refuse(lines, 'columns');
      else take(Object.fromEntries(header.map((key, index) => [key, cells[index]])), lines);
    };
  }

  return {
    file,
    finish(): FlowReading {
      for (const { row, uid, line } of waiting) {
        if (builder.add({ ...row, name: nameOfUid.get(uid) ?? null })) accepted += 1;
        else refuse(line, 'address');
      }
      return { lines, accepted, refused, samples };
    },
  };
}

function parseJson(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function text(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' || trimmed === '-' || trimmed === '(empty)' ? null : trimmed;
}

function pick(record: Readonly<Record<string, unknown>>, key: keyof typeof keys): string | null {
  for (const name of keys[key]) {
    const value = text(record[name]);
    if (value !== null) return value;
  }
  return null;
}

/** A row, or why there is none. */
function rowOf(record: Readonly<Record<string, unknown>>): FlowRow | string {
  const src = pick(record, 'src');
  const dst = pick(record, 'dst');
  if (src === null || dst === null) return 'no-address';
  const port = Number(pick(record, 'port') ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return 'port';
  const proto = protocolOf(pick(record, 'proto') ?? 'tcp');
  const count = Number(pick(record, 'count') ?? '1');
  const bytes = Number(pick(record, 'bytes') ?? '0');
  return {
    src,
    dst,
    port,
    proto,
    name: pick(record, 'name'),
    host: pick(record, 'host'),
    user: pick(record, 'user'),
    department: pick(record, 'department'),
    count: Number.isFinite(count) && count >= 1 ? count : 1,
    bytes: Number.isFinite(bytes) ? bytes : 0,
    day: dayOf(pick(record, 'time')),
  };
}

/** The protocol by its name or IANA number; `other` for all but TCP and UDP. */
export function protocolOf(given: string): Protocol {
  const lower = given.toLowerCase();
  return lower === 'tcp' || lower === '6' ? 'tcp' : lower === 'udp' || lower === '17' ? 'udp' : 'other';
}

/** Seconds since 1970 as Zeek writes them, or an ISO 8601 date or time (a time without zone is read as UTC: only the day is kept). */
function dayOf(given: string | null): number | null {
  if (given === null) return null;
  const day = /^\d{8,11}(\.\d+)?$/.test(given) ? Math.floor(Number(given) / 86_400) : numberOfDay(given);
  return Number.isFinite(day) && day > 0 && day < 65_536 ? day : null;
}
