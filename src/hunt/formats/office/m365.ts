// SPDX-License-Identifier: Apache-2.0
// Microsoft 365's unified audit log, as Purview and Search-UnifiedAuditLog export it: CSV with the record as JSON in
// `AuditData`, or the records themselves, also as Microsoft Graph answers them ("Office 365 Management Activity API schema"). Its times are UTC.
import { account, actionOf, outcomeOf } from './account.ts';
import type { AccountAction } from './account.ts';
import { recordFormat } from './record.ts';

const meanings: Readonly<Partial<Record<AccountAction, readonly string[]>>> = {
  'sign-in': ['UserLoggedIn', 'UserLoginFailed', 'MailboxLogin', 'ForeignRealmIndexLogonInitialAuthUsingADFSFederatedToken'],
  'inbox-rule': [
    'New-InboxRule',
    'Set-InboxRule',
    'UpdateInboxRules',
    'Enable-InboxRule',
    'Disable-InboxRule',
    'Remove-InboxRule',
    'New-TransportRule',
    'Set-TransportRule',
    'Enable-TransportRule',
    'Remove-TransportRule',
  ],
  'mailbox-permission': [
    'Add-MailboxPermission',
    'Remove-MailboxPermission',
    'Add-RecipientPermission',
    'AddFolderPermissions',
    'ModifyFolderPermissions',
    'Add-MailboxFolderPermission',
    'Set-MailboxFolderPermission',
    'UpdateCalendarDelegation',
  ],
  forwarding: ['New-MailContact', 'New-RemoteDomain', 'Set-RemoteDomain', 'Set-ForwardingSmtpAddress'],
  consent: [
    'Consent to application',
    'Add OAuth2PermissionGrant',
    'Add delegated permission grant',
    'Add app role assignment grant to user',
    'Add app role assignment to service principal',
    'Remove OAuth2PermissionGrant',
    'Remove delegated permission grant',
  ],
  'app-credential': [
    'Add service principal',
    'Add service principal credentials',
    'Update application – Certificates and secrets management',
    'Add application',
    'Update application',
  ],
  'mfa-change': [
    'Enable Strong Authentication',
    'Disable Strong Authentication',
    'User registered security info',
    'User deleted security info',
    'User changed default security info',
    'Admin registered security info',
    'Admin deleted security info',
    'Admin updated security info',
  ],
  'password-change': [
    'Change user password',
    'Reset user password',
    'Set force change user password',
    'Reset password (self-service)',
    'Change password (self-service)',
  ],
  'account-created': ['Add user', 'New-Mailbox', 'Invite external user'],
  'account-changed': ['Update user', 'Disable account', 'Enable account', 'Set-User', 'Update StsRefreshTokenValidFrom Timestamp'],
  'account-deleted': ['Delete user', 'Hard Delete user', 'Remove-Mailbox'],
  'role-change': [
    'Add member to role',
    'Add eligible member to role',
    'Add member to group',
    'Add owner to application',
    'Add-RoleGroupMember',
    'New-ManagementRoleAssignment',
  ],
  'mail-access': ['MailItemsAccessed', 'FolderBind', 'MessageBind', 'SearchQueryInitiatedExchange'],
  'mail-sent': ['Send', 'SendAs', 'SendOnBehalf'],
  'mail-deleted': ['HardDelete', 'SoftDelete', 'MoveToDeletedItems'],
  'file-access': ['FileDownloaded', 'FileAccessed', 'FileSyncDownloadedFull', 'FileUploaded', 'AnonymousLinkCreated', 'SharingSet'],
};

/** In the audit log itself, in its CSV, and in Microsoft Graph's `auditLogRecord`. */
const OPERATION = ['Operation', 'Operations', 'operation'];

/** One of a list's values, by its name. */
const inList = (list: string, name: string) =>
  `JSONExtractString(arrayFirst(x -> JSONExtractString(x, 'Name') = '${name}', JSONExtractArrayRaw(document, '${list}')), 'Value')`;

export const m365Format = recordFormat({
  id: 'm365-audit',
  dataset: 'm365.audit',
  datasetBy: (value) =>
    `concat('m365.', multiIf(${value(['Workload', 'service'])} = 'Exchange', 'exchange', ${value(['Workload', 'service'])} = 'SecurityComplianceCenter', 'threat_management', 'audit'))`,
  marks: [
    ['CreationTime', 'Operation', 'Workload'],
    ['CreationTime', 'Operation', 'RecordType', 'UserId'],
    ['createdDateTime', 'operation', 'auditLogRecordType'],
  ],
  inner: 'AuditData',
  time: ['CreationTime', 'CreationDate', 'createdDateTime'],
  zone: 'UTC',
  fields: {
    'source.ip': ['ClientIP', 'ClientIPAddress', 'ActorIpAddress', 'clientIp'],
    'event.code': OPERATION,
    'service.name': ['ApplicationDisplayName', 'AppDisplayName', 'TargetAppName', 'Workload', 'service'],
    'event.reason': ['LogonError', 'ResultStatusDetail', 'ErrorNumber'],
  },
  more(value) {
    const operation = value(OPERATION);
    const forwards = `match(${value(['Parameters', 'auditData.Parameters'])}, '(?i)"(?:Name)" ?: ?"(?:ForwardingSmtpAddress|ForwardingAddress|DeliverToMailboxAndForward)"')`;
    const result = value(['ResultStatus', 'auditData.ResultStatus']);
    return {
      'user.name': account(value(['userPrincipalName', 'UserId', 'UserIds', 'UserKey'])),
      'user.target.name': account(value(['MailboxOwnerUPN', 'TargetUserOrGroupName', 'ObjectId', 'objectId'])),
      'user_agent.original': `multiIf(${inList('ExtendedProperties', 'UserAgent')} != '', ${inList('ExtendedProperties', 'UserAgent')}, ${value(['UserAgent', 'ClientInfoString', 'ClientApplication'])})`,
      'event.action': `multiIf(lower(${operation}) = 'set-mailbox', if(${forwards}, 'forwarding', ''), ${actionOf(operation, meanings)})`,
      'event.outcome': `multiIf(${operation} = 'UserLoginFailed', 'failure', ${outcomeOf(result)})`,
      message: operation,
    };
  },
  lists: [
    { name: 'Parameters', key: 'Name', value: 'Value' },
    { name: 'ExtendedProperties', key: 'Name', value: 'Value' },
    { name: 'DeviceProperties', key: 'Name', value: 'Value' },
    { name: 'ModifiedProperties', key: 'Name', value: 'NewValue' },
  ],
});
