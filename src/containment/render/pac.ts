// SPDX-License-Identifier: Apache-2.0
import { parseRange, widthOf } from '../../common/address/ip-range.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';
import { cannot, without, withoutOwnNames } from './project.ts';
import type { Cannot, Renderer } from './target.ts';

const blackHole = 'PROXY 127.0.0.1:9';

/**
 * A proxy auto-config file. It guides browsers that obey it and forces nobody; it sees no client address worth
 * trusting. Plain ECMAScript 3, because that is what old browsers and WinHTTP run.
 */
export const pac: Renderer = {
  proof: 'validator',
  project(policy) {
    const why = {
      ja: 'PAC は端末を見分けられません。隔離はパケットフィルターで行ってください',
      en: 'A PAC file cannot tell computers apart: isolate at the packet filter',
    };
    const first = without(policy, ['isolate', 'pair'], why);
    const left: Cannot[] = [
      ...first.cannot,
      ...rulesOf(policy, 'path').map((rule) =>
        cannot(rule, '担当者の端末には、この PAC を配らないでください', 'Do not give this file to the responders’ own computers'),
      ),
      cannot(
        'base',
        'PAC はブラウザーへの案内で、強制ではありません。マルウェアは従いません',
        'A PAC file guides browsers and forces nobody; malware does not obey it',
      ),
    ];
    return { policy: { ...withoutOwnNames(first.policy), names: 'sni' }, cannot: left };
  },
  write(policy) {
    return {
      files: [{ name: 'matoi.pac', text: pacText(policy) }],
      apply: ['Publish matoi.pac at the address that browsers are set to (application/x-ns-proxy-autoconfig)'],
      rollback: [{ name: 'matoi-undo.pac', text: 'function FindProxyForURL(url, host) {\n  return "DIRECT";\n}\n' }],
      undo: ['Publish the former file again (matoi-undo.pac where there was none); browsers ask for it at their next start'],
    };
  },
};

/** A prefix as its bits: "4:0110…". Text comparison is all that an old engine needs. */
function bitsOf(text: string): string[] {
  const range = parseRange(text);
  if (range === null) return [];
  return [`${range.family}:${range.first.toString(2).padStart(widthOf(range.family), '0').slice(0, range.bits)}`];
}

function pacText(policy: Policy): string {
  const json = (value: unknown) => JSON.stringify(value);
  const ports = (list: readonly { proto: string; from: number; to: number }[] | null) =>
    list === null ? null : list.filter((span) => span.proto === 'tcp').map((span) => [span.from, span.to]);
  const paths = rulesOf(policy, 'path').map((rule) => ({ a: rule.ranges.flatMap(bitsOf), n: [], p: ports(rule.ports) }));
  const kept = rulesOf(policy, 'allow').map((rule) => ({ a: rule.ranges.flatMap(bitsOf), n: rule.patterns, p: ports(rule.ports) }));
  return `// Matoi
var PATHS = ${json(paths)};
var KEPT = ${json(policy.base === 'deny' ? kept : [])};
var BAD_NAMES = ${json(rulesOf(policy, 'name').map((rule) => rule.pattern))};
var BAD_ADDRESSES = ${json(closedAddresses(policy).flatMap(bitsOf))};
var INTERNAL = ${json(policy.internal.flatMap(bitsOf))};
var CLOSED = ${policy.base === 'deny'};

function bits(number, width) {
  var text = number.toString(2);
  while (text.length < width) text = "0" + text;
  return text;
}
function addressBits(host) {
  var text = "", i, parts, halves, head, tail, fill;
  host = host.replace(/^\\[|\\]$/g, "");
  if (/^\\d{1,3}(\\.\\d{1,3}){3}$/.test(host)) {
    parts = host.split(".");
    for (i = 0; i < 4; i++) text += bits(parseInt(parts[i], 10), 8);
    return "4:" + text;
  }
  if (host.indexOf(":") === -1) return null;
  halves = host.split("::");
  head = halves[0] === "" ? [] : halves[0].split(":");
  tail = halves.length < 2 || halves[1] === "" ? [] : halves[1].split(":");
  fill = halves.length < 2 ? 0 : 8 - head.length - tail.length;
  for (i = 0; i < head.length; i++) text += bits(parseInt(head[i], 16), 16);
  for (i = 0; i < fill; i++) text += bits(0, 16);
  for (i = 0; i < tail.length; i++) text += bits(parseInt(tail[i], 16), 16);
  return "6:" + text;
}
function inAny(address, list) {
  if (address === null) return false;
  for (var i = 0; i < list.length; i++) if (address.substr(0, list[i].length) === list[i]) return true;
  return false;
}
function named(host, list) {
  for (var i = 0; i < list.length; i++) {
    var p = list[i];
    if (p.charAt(0) === "." ? host === p.substr(1) || host.substr(-p.length) === p && host.length > p.length : host === p) return true;
  }
  return false;
}
function open(entry, port) {
  if (entry.p === null) return true;
  for (var i = 0; i < entry.p.length; i++) if (port >= entry.p[i][0] && port <= entry.p[i][1]) return true;
  return false;
}
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  var match = /^([a-z]+):\\/\\/(?:[^\\/@]*@)?(?:\\[[^\\]]*\\]|[^\\/:]*)(?::(\\d+))?/i.exec(url);
  var port = match && match[2] ? parseInt(match[2], 10) : match && match[1].toLowerCase() === "http" ? 80 : 443;
  var literal = addressBits(host);
  var address = literal, resolved, i;
  if (address === null) {
    resolved = dnsResolve(host);
    address = resolved ? addressBits(resolved) : null;
  }
  for (i = 0; i < PATHS.length; i++) if (open(PATHS[i], port) && inAny(address, PATHS[i].a)) return "DIRECT";
  if (inAny(address, BAD_ADDRESSES)) return "${blackHole}";
  if (literal === null && named(host, BAD_NAMES)) return "${blackHole}";
  if (!CLOSED || inAny(address, INTERNAL)) return "DIRECT";
  for (i = 0; i < KEPT.length; i++) if (open(KEPT[i], port) && (inAny(address, KEPT[i].a) || literal === null && named(host, KEPT[i].n))) return "DIRECT";
  return "${blackHole}";
}
`;
}
