// SPDX-License-Identifier: Apache-2.0
// Entra ID (Azure AD): sign-in and audit logs, as its portal downloads them (CSV, JSON) and as diagnostic settings
// write them (one object a line, the record under `properties`). Names by the Microsoft Graph schemas signIn and
// directoryAudit. Times without a zone are UTC, as the headings say.
import { account, actionOf, outcomeOf } from './account.ts';
import type { AccountAction } from './account.ts';
import { recordFormat } from './record.ts';

const both = (...names: readonly string[]) => names.flatMap((name) => [name, `properties.${name}`]);

export const entraSignInFormat = recordFormat({
  id: 'entra-sign-in',
  dataset: 'azure.signinlogs',
  marks: [
    ['createdDateTime', 'userPrincipalName', 'appDisplayName'],
    ['category', 'properties.userPrincipalName', 'properties.appDisplayName'],
    ['Date (UTC)', 'Username', 'Application', 'IP address'],
    ['Date (UTC)', 'User principal name', 'IP address'],
    ['日付 (UTC)', 'ユーザー名', 'IP アドレス'],
    ['CreatedDateTime', 'UserPrincipalName', 'AppDisplayName', 'IPAddress'],
    ['TimeGenerated', 'UserPrincipalName', 'AppDisplayName', 'IPAddress'],
  ],
  time: [...both('createdDateTime'), 'time', 'Date (UTC)', '日付 (UTC)', 'CreatedDateTime', 'TimeGenerated', 'TimeGenerated [UTC]'],
  zone: 'UTC',
  fields: {
    'source.ip': [...both('ipAddress'), 'callerIpAddress', 'IP address', 'IP アドレス', 'IPAddress'],
    'service.name': [...both('appDisplayName'), 'Application', 'アプリケーション', 'AppDisplayName'],
    'user_agent.original': [
      ...both('userAgent'),
      'User agent',
      'ユーザー エージェント',
      'UserAgent',
      ...both('deviceDetail.browser'),
      'Browser',
      'ブラウザー',
      ...both('clientAppUsed'),
    ],
    'event.reason': [...both('status.failureReason'), 'Failure reason', 'エラーの理由', 'ResultDescription'],
    'host.name': [...both('deviceDetail.displayName'), 'Device name'],
  },
  more(value) {
    const code = value([...both('status.errorCode'), 'resultType', 'Sign-in error code', 'サインイン エラー コード', 'ResultType']);
    const said = value(['Status', '状態', '状況']);
    return {
      'user.name': account(
        value([...both('userPrincipalName'), 'Username', 'User principal name', 'ユーザー名', 'UserPrincipalName', 'User', 'identity']),
      ),
      'event.action': `'sign-in'`,
      'event.code': code,
      'event.outcome': `multiIf(match(${code}, '^0+$'), 'success', match(${code}, '^[1-9][0-9]+$'), 'failure', ${outcomeOf(said)})`,
      message: value([...both('clientAppUsed'), 'Client app', 'クライアント アプリ', 'ClientAppUsed']),
    };
  },
});

const meanings: Readonly<Partial<Record<AccountAction, readonly string[]>>> = {
  consent: [
    'Consent to application',
    'Add delegated permission grant',
    'Remove delegated permission grant',
    'Add app role assignment grant to user',
    'Add app role assignment to service principal',
    'Add OAuth2PermissionGrant',
  ],
  'app-credential': [
    'Add service principal',
    'Add service principal credentials',
    'Update application – Certificates and secrets management',
    'Add application',
    'Update application',
  ],
  'mfa-change': [
    'User registered security info',
    'User deleted security info',
    'User changed default security info',
    'User updated security info',
    'User registered all required security info',
    'Admin registered security info',
    'Admin updated security info',
    'Admin deleted security info',
    'Enable Strong Authentication',
    'Disable Strong Authentication',
    'Restore multifactor authentication on all remembered devices',
  ],
  'password-change': [
    'Change user password',
    'Reset user password',
    'Reset password (by admin)',
    'Reset password (self-service)',
    'Change password (self-service)',
    'Set force change user password',
  ],
  'account-created': ['Add user', 'Invite external user', 'Redeem external user invite'],
  'account-changed': [
    'Update user',
    'Disable account',
    'Enable account',
    'Update StsRefreshTokenValidFrom Timestamp',
    'Register device',
    'Add registered owner to device',
  ],
  'account-deleted': ['Delete user', 'Hard Delete user'],
  'role-change': [
    'Add member to role',
    'Add eligible member to role',
    'Add member to role in PIM completed (permanent)',
    'Add member to role completed (PIM activation)',
    'Add member to group',
    'Remove member from role',
    'Add owner to application',
    'Add owner to service principal',
  ],
};

export const entraAuditFormat = recordFormat({
  id: 'entra-audit',
  dataset: 'azure.auditlogs',
  marks: [
    ['activityDateTime', 'activityDisplayName'],
    ['category', 'properties.activityDisplayName'],
    ['Date (UTC)', 'Activity', 'Result'],
    ['日付 (UTC)', 'アクティビティ', '結果'],
    ['TimeGenerated', 'OperationName', 'InitiatedBy'],
  ],
  time: [...both('activityDateTime'), 'time', 'Date (UTC)', '日付 (UTC)', 'TimeGenerated'],
  zone: 'UTC',
  fields: {
    'source.ip': [...both('initiatedBy.user.ipAddress'), 'callerIpAddress', 'IPAddress', 'IP address', 'IP アドレス'],
    'service.name': [...both('loggedByService'), 'Service', 'サービス', 'LoggedByService'],
    'event.reason': [...both('resultReason'), 'ResultReason', 'Status reason', 'ResultDescription'],
  },
  more(value) {
    const name = value([...both('activityDisplayName'), 'Activity', 'アクティビティ', 'operationName', 'OperationName']);
    const targets = `arrayConcat(JSONExtractArrayRaw(document, 'targetResources'), JSONExtractArrayRaw(document, 'properties', 'targetResources'))`;
    const target = (key: string) => `JSONExtractString(${targets}[1], '${key}')`;
    const strong = `match(concat(${value([...both('targetResources'), 'Target1ModifiedProperty1Name', 'Modified Properties', 'TargetResources'])}, ''), 'StrongAuthentication')`;
    return {
      'user.name': account(
        value([
          ...both('initiatedBy.user.userPrincipalName'),
          'ActorUserPrincipalName',
          'Initiated by (actor)',
          '開始者 (アクター)',
          ...both('initiatedBy.app.displayName'),
          'ActorDisplayName',
        ]),
      ),
      'user.target.name': account(
        `multiIf(${target('userPrincipalName')} != '', ${target('userPrincipalName')}, ${target('displayName')} != '', ${target('displayName')}, ${value(['Target1UserPrincipalName', 'Target1DisplayName', 'Target(s)'])})`,
      ),
      'event.action': `if(lower(${name}) = 'update user' AND ${strong}, 'mfa-change', ${actionOf(name, meanings)})`,
      'event.code': name,
      'event.outcome': outcomeOf(value([...both('result'), 'Result', '結果', 'Status'])),
      message: name,
    };
  },
});
