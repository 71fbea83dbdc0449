// SPDX-License-Identifier: Apache-2.0
// Microsoft Defender's advanced hunting tables, exported as CSV or streamed as JSON, and CrowdStrike's sensor events.
import { account, actionOf, outcomeOf } from './account.ts';
import { recordFormat } from './record.ts';

const both = (...names: readonly string[]) => names.flatMap((name) => [name, `properties.${name}`]);

/** https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables; its times are UTC. */
export const defenderFormat = recordFormat({
  id: 'defender',
  dataset: 'microsoft.defender',
  marks: [
    ['Timestamp', 'DeviceName', 'ActionType'],
    ['Timestamp', 'DeviceId', 'ActionType'],
    ['TimeGenerated', 'DeviceName', 'ActionType'],
    ['Timestamp', 'AccountUpn', 'ActionType'],
    ['Timestamp', 'AccountUpn', 'ErrorCode'],
    ['category', 'properties.DeviceName', 'properties.ActionType'],
    ['Timestamp', 'SenderFromAddress', 'RecipientEmailAddress'],
  ],
  time: [...both('Timestamp', 'TimeGenerated'), 'time'],
  zone: 'UTC',
  shown: true,
  fields: {
    'host.name': both('DeviceName'),
    'source.ip': both('LocalIP', 'IPAddress', 'SenderIPv4'),
    'source.port': both('LocalPort'),
    'destination.ip': both('RemoteIP', 'DestinationIPAddress'),
    'destination.port': both('RemotePort', 'DestinationPort'),
    'user_agent.original': both('UserAgent'),
    'service.name': both('Application', 'ApplicationDisplayName'),
    'event.code': both('ActionType', 'LogonType'),
    'event.reason': both('FailureReason', 'ErrorCode'),
    message: both('ProcessCommandLine', 'InitiatingProcessCommandLine', 'FileName', 'RemoteUrl', 'Subject'),
  },
  more(value) {
    const action = value(both('ActionType'));
    const upn = value(both('AccountUpn', 'InitiatingProcessAccountUpn', 'RecipientEmailAddress'));
    const domain = value(both('AccountDomain', 'InitiatingProcessAccountDomain'));
    const name = value(both('AccountName', 'InitiatingProcessAccountName'));
    return {
      'user.name': account(`multiIf(${upn} != '', ${upn}, ${domain} != '' AND ${name} != '', concat(${domain}, '\\\\', ${name}), ${name})`),
      'destination.domain': `if(match(${value(both('RemoteUrl'))}, '://'), extract(${value(both('RemoteUrl'))}, '://(?:[^/?#@]*@)?([^/?#]*)'), splitByChar('/', ${value(both('RemoteUrl'))})[1])`,
      'event.action': `if(startsWith(${action}, 'Logon') OR ${value(both('ErrorCode'))} != '', 'sign-in', ${actionOf(action, { 'inbox-rule': ['New-InboxRule', 'Set-InboxRule'], consent: ['Consent to application'], 'account-created': ['UserAccountCreated'], 'account-deleted': ['UserAccountDeleted'], 'role-change': ['UserAccountAddedToLocalGroup'], 'password-change': ['PasswordChangeAttempt'] })})`,
      'event.outcome': `multiIf(${action} = 'LogonSuccess', 'success', ${action} = 'LogonFailed', 'failure', match(${value(both('ErrorCode'))}, '^0$'), 'success', match(${value(both('ErrorCode'))}, '^[1-9]'), 'failure', ${outcomeOf(action)})`,
    };
  },
});

export const crowdstrikeFormat = recordFormat({
  id: 'crowdstrike',
  dataset: 'crowdstrike.fdr',
  marks: [['event_simpleName', 'aid']],
  time: ['timestamp', 'ContextTimeStamp'],
  zone: 'UTC',
  fields: {
    'host.name': ['ComputerName'],
    'source.ip': ['LocalAddressIP4', 'LocalAddressIP6', 'LocalIP'],
    'source.port': ['LocalPort'],
    'destination.ip': ['RemoteAddressIP4', 'RemoteAddressIP6', 'RemoteIP'],
    'destination.port': ['RemotePort'],
    'destination.domain': ['DomainName'],
    'user.name': ['UserPrincipal', 'UserName'],
    'event.code': ['event_simpleName'],
    message: ['CommandLine', 'ImageFileName', 'TargetFileName'],
  },
  more: (value) => ({ 'event.action': `if(startsWith(${value(['event_simpleName'])}, 'UserLogon'), 'sign-in', '')` }),
});
