// SPDX-License-Identifier: Apache-2.0
// Which rows a rule's log source means. Category, product and service all hold: a rule for Windows is not put to a
// firewall, and one for sshd not to every log of Linux.
import { zeekPath } from '../formats/zeek/zeek-fields.ts';
import type { Table } from '../engine/schema.ts';
import { column, text } from '../engine/sql.ts';
import type { LogSource } from './rule.ts';

export type Place = { readonly table: Table; readonly where: string };

const dataset = column('event.dataset');
const starts = (...words: readonly string[]) => `(${words.map((word) => `startsWith(${dataset}, ${text(word)})`).join(' OR ')})`;

const CATEGORY: Readonly<Record<string, Place>> = {
  webserver: { table: 'web', where: `NOT ${starts('squid', 'fortinet', 'paloalto', 'sonicwall', 'bluecoat', 'zscaler', 'w3c.proxy')}` },
  proxy: { table: 'web', where: `NOT ${starts('apache', 'nginx', 'json.', 'iis', 'caddy', 'haproxy', 'traefik', 'aws.')}` },
  dns: { table: 'dns', where: '1' },
  firewall: { table: 'flow', where: '1' },
  network_connection: { table: 'flow', where: '1' },
};

/** Products whose rows bear other words than Sigma's name of them. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  apache: ['apache', 'json.'],
  nginx: ['nginx', 'apache', 'json.'],
  iis: ['w3c.access', 'iis'],
  fortigate: ['fortinet.fortigate', 'fortigate'],
  fortios: ['fortinet.fortigate', 'fortigate'],
  m365: ['m365', 'microsoft.365', 'office365', 'o365'],
  azure: ['azure', 'entra', 'microsoft.entra'],
  google_workspace: ['google', 'gworkspace', 'google_workspace'],
};
const SERVERS = new Set(['apache', 'nginx', 'iis', 'squid', 'haproxy', 'caddy', 'traefik']);
/** In which table a FortiGate's log of each type stands. */
const FORTIGATE: Readonly<Record<string, Table>> = { traffic: 'flow', forward: 'flow', local: 'flow', webfilter: 'web', dns: 'dns' };

/** Event numbers by category: Sysmon's, then the Security and PowerShell channels' (Sigma taxonomy, appendix). */
const WINDOWS_EVENTS: Readonly<Record<string, readonly string[]>> = {
  process_creation: ['1', '4688'],
  file_change: ['2'],
  network_connection: ['3', '5156'],
  process_termination: ['5', '4689'],
  driver_load: ['6'],
  image_load: ['7'],
  create_remote_thread: ['8'],
  raw_access_thread: ['9'],
  process_access: ['10'],
  file_event: ['11'],
  registry_add: ['12'],
  registry_delete: ['12'],
  registry_set: ['13', '4657'],
  registry_rename: ['14'],
  registry_event: ['12', '13', '14', '4657'],
  create_stream_hash: ['15'],
  pipe_created: ['17', '18'],
  wmi_event: ['19', '20', '21'],
  dns_query: ['22'],
  file_delete: ['23', '26'],
  clipboard_capture: ['24'],
  process_tampering: ['25'],
  file_block_executable: ['27'],
  ps_module: ['4103'],
  ps_script: ['4104'],
  ps_classic_start: ['400'],
};

/** The table of a Sigma log source and the condition that names its lines (Sigma specification 2.0, logsource). */
export function placeOf(source: LogSource): Place {
  const { category, product, service } = source;
  if (product === 'windows' || product === 'linux' || product === 'macos') return hostPlace(product, category, service);
  if (product === 'zeek') {
    const name = service ?? category ?? 'unknown';
    return { table: zeekPath(name).table, where: `${dataset} IN (${text(`zeek.${name}`)}, ${text(`zeek.open_${name}`)})` };
  }
  if (product === 'fortigate' || product === 'fortios') {
    const table = FORTIGATE[service ?? ''] ?? CATEGORY[category ?? '']?.table ?? 'event';
    return {
      table,
      where: both(
        productWhere(product),
        service === null ? null : `(extra['type'] = ${text(service)} OR extra['subtype'] = ${text(service)})`,
      ),
    };
  }
  const place = category === null ? undefined : CATEGORY[category];
  if (place !== undefined)
    return {
      table: place.table,
      where: both(place.where, product === null ? null : productWhere(product), serviceWhere(product, service)),
    };
  if (product === 'suricata') return { table: 'event', where: both(starts('suricata'), serviceWhere(product, service)) };
  if (product !== null && SERVERS.has(product)) return { table: 'web', where: productWhere(product) };
  const word = product ?? category ?? service ?? 'unknown';
  return {
    table: 'event',
    where: both(
      productWhere(word),
      product === null || category === null
        ? null
        : `(endsWith(${dataset}, ${text(`.${category}`)}) OR extra['category'] = ${text(category)})`,
      product === null && category === null ? null : serviceWhere(word, service),
    ),
  };
}

/** Logs of an operating system's own: events by their numbers or channels. */
function hostPlace(product: string, category: string | null, service: string | null): Place {
  const events = product === 'windows' && category !== null ? WINDOWS_EVENTS[category] : undefined;
  const kind =
    category === null
      ? null
      : `(endsWith(${dataset}, ${text(`.${category}`)}) OR extra['category'] = ${text(category)}${events === undefined ? '' : ` OR extra['EventID'] IN (${events.map(text).join(', ')})`})`;
  return { table: 'event', where: both(productWhere(product), kind, serviceWhere(product, service)) };
}

function productWhere(product: string): string {
  const words = WORDS[product] ?? [product];
  return `(${starts(...words)} OR lower(extra['product']) = ${text(product)} OR lower(extra['vendor']) = ${text(product)})`;
}

/** `cisco.aaa` is the service aaa of cisco; where the row says its service, channel or kind itself, that counts. */
function serviceWhere(product: string | null, service: string | null): string | null {
  if (service === null) return null;
  const own = product === null ? `${dataset} = ${text(service)}` : `startsWith(concat(${dataset}, '.'), ${text(`${product}.${service}.`)})`;
  const said = ['service', 'type', 'subtype'].map((key) => `lower(extra[${text(key)}]) = ${text(service)}`);
  return `(${[own, `${dataset} = ${text(service)}`, ...said, `positionCaseInsensitive(extra['Channel'], ${text(service)}) > 0`].join(' OR ')})`;
}

function both(...tests: readonly (string | null)[]): string {
  const some = tests.filter((test) => test !== null && test !== '1');
  return some.length === 0 ? '1' : some.join(' AND ');
}
