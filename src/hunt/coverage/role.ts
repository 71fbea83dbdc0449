// SPDX-License-Identifier: Apache-2.0
import type { FileFacts } from './facts.ts';

/**
 * Whose eyes a log is. `server`: requests to one's own web server (or what stands before it). `proxy`: requests of one's
 * own computers to others. `sensor`: what passed a wire. `firewall`: connections, counted. `packets`: single packets, no
 * sum of a connection. `resolver`: names asked. `other`: not known.
 */
export const roles = ['server', 'proxy', 'sensor', 'firewall', 'packets', 'resolver', 'other'] as const;
export type Role = (typeof roles)[number];

const SENSORS = /^(zeek|suricata|bro|packetbeat)\b/;
const PACKETS = /^(iptables|nftables|netfilter|ip6?tables|ufw|pf|filterlog|yamaha|nec)\b/;
const PROXIES =
  /^(w3c\.proxy|squid|fortinet|paloalto|panw|sonicwall|sophos|bluecoat|zscaler|netskope|forcepoint|mcafee|trellix|barracuda|checkpoint|cisco|watchguard|proxy)\b/;
const SERVERS =
  /^(apache|nginx|httpd|json\.access|lighttpd|litespeed|iis|w3c|caddy|haproxy|traefik|envoy|h2o|varnish|tomcat|aws|elb|alb|cloudfront|gcp|azure|cdn)\b/;
/** Columns that only a forward proxy writes (W3C extended log names of Blue Coat, Zscaler, ISA/TMG and others). */
const PROXY_COLUMNS = [
  'cs-uri-scheme',
  'cs-uri-port',
  'cs-uri-extension',
  'cs-categories',
  'sc-filter-result',
  'sc-filter-category',
  's-hierarchy',
  's-supplier-name',
  's-supplier-ip',
  's-action',
  'r-host',
  'r-ip',
  'r-port',
  'x-virus-id',
].map((name) => `extra.${name}`);

/**
 * By the kind of log, and where that leaves it open by what its lines do: a file most of whose lines ask other hosts
 * through this one is a proxy's, whatever its format is called.
 */
export function roleOf(facts: Pick<FileFacts, 'table' | 'dataset' | 'rows' | 'columns' | 'forwarded' | 'hosts'>): Role {
  const { table, dataset } = facts;
  if (table === 'dns') return 'resolver';
  if (table === 'flow')
    return PACKETS.test(dataset) ? 'packets' : SENSORS.test(dataset) ? 'sensor' : dataset === 'csv' ? 'other' : 'firewall';
  if (table === 'event') return SENSORS.test(dataset) ? 'sensor' : 'other';
  if (SENSORS.test(dataset)) return 'sensor';
  if (PROXIES.test(dataset)) return 'proxy';
  if (facts.forwarded * 2 > facts.rows && facts.hosts > 1) return 'proxy';
  if (facts.columns.some((name) => PROXY_COLUMNS.includes(name))) return 'proxy';
  return SERVERS.test(dataset) ? 'server' : 'other';
}

/** Servers that take `/A.CGI` and `/a.cgi` for one file (IIS on Windows). Of others it is not known from their logs. */
export function ignoresCase(facts: Pick<FileFacts, 'dataset'>): boolean {
  return /^(w3c\.access|iis|microsoft)\b/.test(facts.dataset);
}
