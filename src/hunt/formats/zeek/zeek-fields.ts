// SPDX-License-Identifier: Apache-2.0
import type { Table } from '../../engine/schema.ts';

/** Where Zeek's fields go. What is not named here goes to `extra` under its own name, so nothing is lost. */
const ID = {
  'id.orig_h': 'source.ip',
  'id.orig_p': 'source.port',
  'id.resp_h': 'destination.ip',
  'id.resp_p': 'destination.port',
} as const;

export type ZeekPath = { readonly table: Table; readonly fields: Readonly<Record<string, string>> };

const conn: ZeekPath = {
  table: 'flow',
  fields: {
    ...ID,
    proto: 'network.transport',
    service: 'network.protocol',
    duration: 'event.duration',
    orig_bytes: 'source.bytes',
    resp_bytes: 'destination.bytes',
    orig_pkts: 'source.packets',
    resp_pkts: 'destination.packets',
    conn_state: 'event.action',
  },
};

const http: ZeekPath = {
  table: 'web',
  fields: {
    'id.orig_h': 'source.ip',
    'id.resp_h': 'destination.ip',
    'id.resp_p': 'destination.port',
    method: 'http.request.method',
    host: 'url.domain',
    uri: 'url.original',
    referrer: 'http.request.referrer',
    version: 'http.version',
    user_agent: 'user_agent.original',
    request_body_len: 'http.request.body.bytes',
    response_body_len: 'http.response.body.bytes',
    status_code: 'http.response.status_code',
    username: 'user.name',
  },
};

const dns: ZeekPath = {
  table: 'dns',
  fields: {
    ...ID,
    query: 'dns.question.name',
    qtype_name: 'dns.question.type',
    rcode_name: 'dns.response_code',
    answers: 'dns.answers',
  },
};

const other: ZeekPath = {
  table: 'event',
  fields: {
    ...ID,
    server_name: 'destination.domain',
    ja3: 'tls.client.ja3',
    ja4: 'tls.client.ja4',
    user_agent: 'user_agent.original',
    user: 'user.name',
    username: 'user.name',
    host_name: 'host.name',
    msg: 'message',
    name: 'message',
  },
};

/** `open_conn` is a connection that was still open when the hour ended: the same columns under its own dataset. */
export function zeekPath(path: string): ZeekPath {
  const plain = path.replace(/^open_/, '');
  return plain === 'conn' ? conn : plain === 'http' ? http : plain === 'dns' ? dns : other;
}

/** A connection has two ends, a request and a question one who asks: a line without is none. */
export function needsOf(path: string): readonly string[] {
  const { table } = zeekPath(path);
  return table === 'flow' ? ['source.ip', 'destination.ip'] : table === 'event' ? [] : ['source.ip'];
}

/** Zeek's JSON files often do not say their path; the keys do. */
export function pathFromKeys(keys: ReadonlySet<string>, fileName: string): string {
  const named = /(?:^|\/)([a-z0-9_]+)[^/]*\.(?:log|json)(?:\.|$)/.exec(fileName)?.[1];
  const open = named?.startsWith('open_') === true ? 'open_' : '';
  if (keys.has('conn_state')) return `${open}conn`;
  if (keys.has('uri') || (keys.has('method') && keys.has('status_code')) || keys.has('trans_depth')) {
    return keys.has('helo') || keys.has('mailfrom') ? 'smtp' : `${open}http`;
  }
  if (keys.has('qtype_name') || keys.has('qclass_name') || (keys.has('query') && keys.has('rcode'))) return `${open}dns`;
  if (keys.has('cipher') || keys.has('server_name')) return `${open}ssl`;
  return named ?? 'unknown';
}
