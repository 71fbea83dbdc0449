// SPDX-License-Identifier: Apache-2.0
// Connection, intrusion, file and malware events of Cisco Secure Firewall Threat Defense: `Name: value, Name: value`
// (Cisco Secure Firewall Threat Defense Syslog Messages, 430001 to 430005).
import { text } from '../../engine/sql.ts';
import type { Plan } from '../read/format.ts';
import { timeColumns, timeReject } from '../read/time.ts';

/** Where a line is one of these. */
export const FIREPOWER = `match(l, '%(?:ASA|FTD|NGIPS)-(?:[A-Za-z]+-)?[0-7]-43000[1-5]:')`;

/** A value ends where the next name begins: it may hold commas itself. */
const value = (name: string) => `extract(said_text, ${text(`(?:^|, )${name}: (.*?)(?:, [A-Z][A-Za-z0-9_]*: |$)`)})`;

/** `base`: steps that make `number` and `said_text` of a line. */
export function firepowerPlan(base: Plan['steps']): Plan {
  return {
    table: 'flow',
    dataset: 'cisco.ftd',
    once: String.raw`%(?:ASA|FTD|NGIPS)-`,
    when: FIREPOWER,
    steps: [...base, ['ftd_url', value('URL')], ['ftd_server', value('ReferencedHost')]],
    reject: `multiIf(l = '', 'blank', ${timeReject})`,
    columns: {
      ...timeColumns,
      'event.duration': `toFloat64OrZero(${value('ConnectionDuration')})`,
      extra: `mapFilter((k, v) -> v != '', map('ftd.number', number, 'ftd.url', ftd_url, 'ftd.query', ${value('DNSQuery')}, 'ftd.rule', ${value('AccessControlRuleName')}, 'ftd.file', ${value('FileName')}, 'ftd.sha256', ${value('FileSHA256')}, 'ftd.message', ${value('Message')}))`,
    },
    texts: {
      'source.ip': value('SrcIP'),
      'source.port': value('SrcPort'),
      'source.bytes': value('InitiatorBytes'),
      'source.packets': value('InitiatorPackets'),
      'destination.ip': value('DstIP'),
      'destination.port': value('DstPort'),
      'destination.bytes': value('ResponderBytes'),
      'destination.packets': value('ResponderPackets'),
      'destination.domain': `multiIf(ftd_server != '', ftd_server, match(ftd_url, '://'), extract(ftd_url, '://(?:[^/?#@]*@)?([^/?#]*)'), splitByChar('/', ftd_url)[1])`,
      'network.transport': `lower(${value('Protocol')})`,
      'network.protocol': `lower(${value('ApplicationProtocol')})`,
      'event.action': `multiIf(match(${value('AccessControlRuleAction')}, '(?i)block|reset'), 'drop', match(${value('AccessControlRuleAction')}, '(?i)allow|trust|monitor'), 'accept', '')`,
      'user.name': `if(${value('User')} IN ('Unknown', 'No Authentication Required', 'Not Found'), '', lower(${value('User')}))`,
    },
    needs: ['source.ip', 'destination.ip'],
  };
}
