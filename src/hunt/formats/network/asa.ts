// SPDX-License-Identifier: Apache-2.0
// Cisco ASA and Firepower by their message numbers: connections and denials as flows, sign-ins and all else as events
// (Cisco Secure Firewall ASA Series Syslog Messages).
import { text } from '../../engine/sql.ts';
import type { Format, Plan, TimeZoneChoice } from '../read/format.ts';
import { afterTime, headSteps } from '../read/syslog.ts';
import { timeColumns, timeReject } from '../read/time.ts';
import { FIREPOWER, firepowerPlan } from './firepower.ts';

const MARK = String.raw`%(?:ASA|FTD|NGIPS|PIX|FWSM)-(?:[A-Za-z]+-)?[0-7]-([0-9]{6}): (.*)$`;
const ADDRESS = String.raw`((?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9a-fA-F]*:[0-9a-fA-F:]+)`;
/** An interface's name may stand before it. */
const END = String.raw`(?:[A-Za-z0-9_.-]+[:/])??${ADDRESS}(?:[/(]([0-9]+)\)?)?`;

/** 302013, 302015: `Built outbound TCP connection 1 for outside:A/443 (…) to inside:B/4000 (…)`: B opened it. */
const BUILT = String.raw`^Built (inbound|outbound) ([A-Z]+) connection \S+ for ${END}[^:]*? to ${END}`;
/** 106023 (`Deny tcp src outside:A/1 dst inside:B/2`), 106001, 106006, 106015 (`from A/1 to B/2`), 106100 (`permitted tcp outside/A(1) -> inside/B(2)`). */
const DENIED = String.raw`^(?:access-list \S+ )?(?:[A-Za-z-]+ )?(?:[A-Za-z-]+ )?(Deny|[Dd]enied|permitted|est-allowed|Deny|Dropping|Discarded|Inbound)\b(?: [A-Za-z-]+)*?(?: (tcp|udp|icmp|TCP|UDP|ICMP))?(?: [A-Za-z()-]+)*?(?: \([^)]*\))? (?:src |from )?${END}(?:\([^)]*\))*(?: dst | to | -> )${END}`;
/** 302014, 302016: no word says which end opened it, and the bytes are those of both ways. */
const TORN = String.raw`^Teardown ([A-Z]+) connection \S+ for ${END}[^:]*? to ${END}.*? duration ([0-9]+):([0-9]{2}):([0-9]{2}) bytes ([0-9]+)`;

function base(zone: TimeZoneChoice): Plan['steps'] {
  return [...headSteps(zone), ['mark', `extractGroups(m, ${text(MARK)})`], ['number', 'mark[1]'], ['said_text', 'mark[2]']];
}

function flow(zone: TimeZoneChoice): Plan {
  const pick = (built: string, out: string, denied: string, torn: string) =>
    `multiIf(notEmpty(b), if(b[1] = 'outbound', ${out}, ${built}), notEmpty(d), ${denied}, ${torn})`;
  return {
    table: 'flow',
    dataset: 'cisco.asa',
    once: String.raw`%(?:ASA|FTD|PIX|FWSM)-`,
    when: `match(l, '%(?:ASA|FTD|PIX|FWSM)-(?:[A-Za-z]+-)?[0-7]-(?:30201[3-6]|10600[167]|106015|106023|10610[023]):')`,
    steps: [
      ...base(zone),
      ['b', `extractGroups(said_text, ${text(BUILT)})`],
      ['e', `extractGroups(if(empty(b), said_text, ''), ${text(TORN)})`],
      ['d', `extractGroups(if(empty(b) AND empty(e), said_text, ''), ${text(DENIED)})`],
      // Of a connection that ended, the end with the service's port is where it went: 0 when both or none are such.
      ['turned', `notEmpty(e) AND toUInt32OrZero(e[3]) < 1024 AND toUInt32OrZero(e[5]) >= 1024`],
    ],
    reject: `multiIf(l = '', 'blank', empty(b) AND empty(d) AND empty(e), 'a message of this number in another form', ${timeReject})`,
    columns: {
      ...timeColumns,
      'event.duration': 'toFloat64OrZero(e[6]) * 3600 + toFloat64OrZero(e[7]) * 60 + toFloat64OrZero(e[8])',
      extra: `mapFilter((k, v) -> v != '', map('asa.number', number, 'asa.bytes_both_ways', e[9], 'asa.direction', if(notEmpty(e), 'not said', b[1]), 'asa.text', said_text))`,
    },
    texts: {
      'source.ip': pick('b[3]', 'b[5]', 'd[3]', 'if(turned, e[4], e[2])'),
      'source.port': pick('b[4]', 'b[6]', 'd[4]', 'if(turned, e[5], e[3])'),
      'destination.ip': pick('b[5]', 'b[3]', 'd[5]', 'if(turned, e[2], e[4])'),
      'destination.port': pick('b[6]', 'b[4]', 'd[6]', 'if(turned, e[3], e[5])'),
      'network.transport': `lower(multiIf(notEmpty(b), b[2], notEmpty(d), d[2], e[1]))`,
      'event.action': `multiIf(notEmpty(b), 'accept', notEmpty(e), 'close', d[1] IN ('permitted', 'est-allowed'), 'accept', 'drop')`,
    },
    needs: ['source.ip', 'destination.ip'],
  };
}

const SIGNED_IN = `'113004','605005','611101','716001','722022','722051','734001'`;
const REFUSED = `'113005','113015','605004','611102','716039','113021'`;
const IP = String.raw`(?:IP <|IP = |from |user IP = |Login (?:permitted|denied) from )([0-9a-fA-F:.]+)`;

function event(zone: TimeZoneChoice): Plan {
  return {
    table: 'event',
    dataset: 'cisco.asa',
    once: String.raw`%(?:ASA|FTD|PIX|FWSM)-`,
    when: `NOT ${FIREPOWER} AND NOT match(l, '%(?:ASA|FTD|PIX|FWSM)-(?:[A-Za-z]+-)?[0-7]-(?:30201[3-6]|10600[167]|106015|106023|10610[023]):')`,
    steps: base(zone),
    reject: `multiIf(l = '', 'blank', empty(mark), 'not a message of ASA', ${timeReject})`,
    columns: {
      ...timeColumns,
      message: 'said_text',
      'event.code': 'number',
      'event.action': `if(number IN (${SIGNED_IN}, ${REFUSED}), 'sign-in', '')`,
      'event.outcome': `multiIf(number IN (${SIGNED_IN}), 'success', number IN (${REFUSED}), 'failure', '')`,
      extra: `map('vendor', 'cisco', 'product', 'asa', 'asa.number', number)`,
    },
    texts: {
      'source.ip': `extract(said_text, ${text(IP)})`,
      'user.name': `lower(multiIf(match(said_text, 'User <'), extract(said_text, 'User <([^>]+)>'), match(said_text, '(?i)user "'), extract(said_text, '(?i)user "([^"]+)"'), extract(said_text, '(?i)\\\\b(?:user|username|uname) ?[=:] ?([^ :,]+)')))`,
    },
  };
}

export const asaFormat: Format = {
  id: 'cisco-asa',
  test: (line) => new RegExp(MARK).test(afterTime(line)),
  plans: (_sample, zone) => [flow(zone), firepowerPlan(base(zone)), event(zone)],
};
