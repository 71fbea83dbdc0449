// SPDX-License-Identifier: Apache-2.0
// Windows events: flat (as the vault writes out XML and the Event Viewer's CSV, or NXLog), as evtx_dump writes them
// (`Event.System`, `Event.EventData`), as Winlogbeat does (`winlog.event_data`), and as timelines of EvtxECmd and Hayabusa
// (CSV) name them.
import { account, actionOf } from './account.ts';
import { recordFormat } from './record.ts';

/** Security events that speak of an account (https://learn.microsoft.com/windows/security/threat-protection/auditing). */
const meanings = {
  'sign-in': ['4624', '4625', '4648', '4768', '4769', '4771', '4776', '4778', '1149'],
  'account-created': ['4720', '4741'],
  'account-changed': ['4722', '4725', '4738', '4740', '4767', '4781'],
  'account-deleted': ['4726', '4743'],
  'password-change': ['4723', '4724'],
  'role-change': ['4728', '4732', '4756', '4672', '4729', '4733', '4757'],
} as const;

const SIGNED_IN = [
  'New Logon',
  '新しいログオン',
  'Account For Which Logon Failed',
  'ログオンを失敗したアカウント',
  'Account Information',
  'アカウント情報',
  'Target Account',
  'ターゲット アカウント',
];
const NETWORK = ['Network Information', 'ネットワーク情報'];
const within = (sections: readonly string[], ...names: readonly string[]) =>
  sections.flatMap((section) => names.map((name) => `${section}.${name}`));

export const windowsFormat = recordFormat({
  id: 'windows-events',
  dataset: 'windows',
  datasetBy(value) {
    const channel = `lower(${value(['Channel', 'channel', 'LogName'])})`;
    const provider = `lower(${value(['Provider_Name', 'Event.System.Provider.#attributes.Name', 'provider_name', 'SourceName'])})`;
    return `concat('windows.', multiIf(match(concat(${channel}, ' ', ${provider}), 'sysmon'), 'sysmon', match(concat(${channel}, ' ', ${provider}), 'powershell'), 'powershell', ${channel} IN ('security', 'sec') OR match(${provider}, 'security-auditing'), 'security', ${channel} = '', 'other', replaceRegexpAll(splitByChar('/', ${channel})[1], '[^a-z0-9]+', '-')))`;
  },
  marks: [
    ['EventID', 'Channel'],
    ['EventID', 'Computer'],
    ['EventID', 'Provider_Name'],
    ['EventID', 'SourceName'],
    ['EventId', 'Channel', 'Payload'],
    ['Event.System.EventID'],
    ['winlog.event_id'],
  ],
  time: [
    'Event.System.TimeCreated.#attributes.SystemTime',
    'Event.System.TimeCreated_attributes.SystemTime',
    'TimeCreated',
    'Timestamp',
    '@timestamp',
    'EventTime',
    'UtcTime',
    'SystemTime',
  ],
  zone: null,
  fields: {
    'host.name': ['Computer', 'computer_name', 'Hostname', 'host.name'],
    'source.ip': [
      'IpAddress',
      'SourceIp',
      'SourceAddress',
      'ClientAddress',
      'Param3',
      ...within(NETWORK, 'Source Network Address', 'ソース ネットワーク アドレス', 'Client Address', 'クライアント アドレス'),
    ],
    'source.port': ['IpPort', 'SourcePort', 'SourcePortName', ...within(NETWORK, 'Source Port', 'ソース ポート')],
    'destination.ip': ['DestinationIp', 'DestAddress'],
    'destination.port': ['DestinationPort', 'DestPort'],
    'destination.domain': ['DestinationHostname', 'QueryName'],
    'service.name': ['ServiceName', 'LogonProcessName', 'TargetServerName'],
    message: ['CommandLine', 'TargetFilename', 'ScriptBlockText', 'Image', 'TargetObject', 'NewProcessName', 'Message', 'message'],
  },
  more(value) {
    const id = value(['Event.System.EventID.#text', 'EventID', 'EventId', 'event_id']);
    const status = value(['Status', 'ErrorCode']);
    const user = value(['TargetUserName', ...within(SIGNED_IN, 'Account Name', 'アカウント名'), 'SubjectUserName', 'User', 'UserName']);
    const domain = value(['TargetDomainName', ...within(SIGNED_IN, 'Account Domain', 'アカウント ドメイン'), 'SubjectDomainName']);
    const who = `multiIf(position(${user}, '\\\\') > 0 OR position(${user}, '@') > 0 OR ${domain} IN ('', '-'), ${user}, concat(${domain}, '\\\\', ${user}))`;
    const does = value(['SubjectUserName']);
    const doesDomain = value(['SubjectDomainName']);
    const action = actionOf(id, meanings);
    // Who signs in is the target; of a change, the target is whom it is done to.
    const byOther = `${action} NOT IN ('', 'sign-in') AND ${does} NOT IN ('', '-')`;
    return {
      'user.name': account(`if(${byOther}, if(${doesDomain} IN ('', '-'), ${does}, concat(${doesDomain}, '\\\\', ${does})), ${who})`),
      'user.target.name': account(`if(${byOther}, ${value(['MemberName', 'TargetUserName'])}, '')`),
      'event.code': id,
      'event.action': action,
      'event.outcome': `multiIf(${id} IN ('4624', '1149', '4648', '4778'), 'success', ${id} IN ('4625', '4771'), 'failure', ${id} IN ('4768', '4769', '4776'), if(match(${status}, '^(?i)0x0+$'), 'success', if(${status} = '', '', 'failure')), '')`,
      'event.reason': value(['SubStatus', 'FailureReason', 'Failure Information.Failure Reason', 'エラー情報.失敗の原因']),
    };
  },
  also: (value) => ({ EventID: value(['Event.System.EventID.#text', 'EventID', 'EventId', 'event_id']) }),
  objects: [['winlog'], ['Event', 'System'], ['Event', 'EventData'], ['winlog', 'event_data'], ['EventData']],
});
