// SPDX-License-Identifier: Apache-2.0
// Google Workspace: what the audit pages of the admin console export (CSV) and what the Reports API gives (one activity
// a line). Names by "Reports API: login / admin / token / user_accounts activity events".
import { account, actionOf } from './account.ts';
import type { AccountAction } from './account.ts';
import { recordFormat } from './record.ts';

const meanings: Readonly<Partial<Record<AccountAction, readonly string[]>>> = {
  'sign-in': [
    'login_success',
    'login_failure',
    'login_challenge',
    'login_verification',
    'suspicious_login',
    'suspicious_login_less_secure_app',
    'suspicious_programmatic_login',
    'risky_sensitive_action_allowed',
    'Successful login',
    'Failed login',
    'Login challenge',
    'Suspicious login',
    'ログイン成功',
    'ログイン失敗',
  ],
  'mfa-change': [
    '2sv_disable',
    '2sv_enroll',
    'ENFORCE_STRONG_AUTHENTICATION',
    'ALLOW_STRONG_AUTHENTICATION',
    'UNENROLL_USER_FROM_STRONG_AUTH',
    'User unenrolled in 2-step verification',
    'User enrolled in 2-step verification',
    '2-step verification disable',
    '2-step verification enroll',
  ],
  'password-change': [
    'password_edit',
    'CHANGE_PASSWORD',
    'CHANGE_PASSWORD_ON_NEXT_LOGIN',
    'recovery_email_edit',
    'recovery_phone_edit',
    'recovery_secret_qa_edit',
    'Account password change',
    'Account recovery email change',
    'Account recovery phone change',
  ],
  forwarding: [
    'email_forwarding_out_of_domain',
    'EMAIL_FORWARDING_OUT_OF_DOMAIN',
    'CREATE_EMAIL_MONITOR',
    'Out of domain email forwarding enabled',
  ],
  consent: ['authorize', 'revoke', 'AUTHORIZE_API_CLIENT_ACCESS', 'ADD_TRUSTED_DOMAINS', 'ADD_TO_TRUSTED_OAUTH2_APPS', 'Authorize'],
  'account-created': ['CREATE_USER', 'User Created'],
  'account-changed': [
    'SUSPEND_USER',
    'UNSUSPEND_USER',
    'RENAME_USER',
    'account_disabled_hijacked',
    'account_disabled_generic',
    'RESET_SIGNIN_COOKIES',
  ],
  'account-deleted': ['DELETE_USER', 'User Deleted'],
  'role-change': ['GRANT_ADMIN_PRIVILEGE', 'ASSIGN_ROLE', 'GRANT_DELEGATED_ADMIN_PRIVILEGES', 'ADD_GROUP_MEMBER'],
  'file-access': ['download', 'view', 'change_document_visibility', 'Download'],
};
/** The parameter of a name, of the first of an activity's events. */
const parameter = (name: string) =>
  `JSONExtractString(arrayFirst(x -> JSONExtractString(x, 'name') = '${name}', JSONExtractArrayRaw(JSONExtractArrayRaw(document, 'events')[1], 'parameters')), 'value')`;

export const googleFormat = recordFormat({
  id: 'google-workspace',
  dataset: 'google_workspace.activity',
  datasetBy: (value) => {
    const application = value(['id.applicationName']);
    return `concat('google_workspace.', if(${application} = '', 'activity', ${application}))`;
  },
  marks: [
    ['kind', 'id.time', 'actor', 'events'],
    ['id.time', 'id.applicationName', 'events'],
    ['Date', 'Event', 'Actor', 'IP address'],
    ['Date', 'Event name', 'User', 'IP address'],
    ['Date', 'Event Name', 'User', 'IP Address'],
    ['日付', 'イベント', 'アクター', 'IP アドレス'],
    ['日付', 'イベント名', 'ユーザー', 'IP アドレス'],
  ],
  time: ['id.time', 'Date', '日付'],
  zone: null,
  fields: {
    'source.ip': ['ipAddress', 'IP address', 'IP Address', 'IP アドレス'],
    'user_agent.original': ['User agent', 'User Agent'],
  },
  more(value) {
    const event = `if(document != '', JSONExtractString(JSONExtractArrayRaw(document, 'events')[1], 'name'), '')`;
    const name = `if(${event} != '', ${event}, ${value(['Event name', 'Event Name', 'Event', 'イベント名', 'イベント'])})`;
    return {
      'user.name': account(value(['actor.email', 'Actor', 'User', 'アクター', 'ユーザー'])),
      'user.target.name': account(
        `multiIf(${parameter('USER_EMAIL')} != '', ${parameter('USER_EMAIL')}, ${parameter('affected_email_address')} != '', ${parameter('affected_email_address')}, ${value(['Affected email address', 'Target', '対象'])})`,
      ),
      'service.name': `multiIf(${parameter('app_name')} != '', ${parameter('app_name')}, ${parameter('login_type')} != '', ${parameter('login_type')}, ${value(['App name', 'Login type', 'ログインの種類'])})`,
      'event.action': actionOf(name, meanings),
      'event.code': name,
      'event.outcome': `multiIf(match(${name}, '(?i)(success|成功)'), 'success', match(${name}, '(?i)(fail|失敗)'), 'failure', '')`,
      message: value(['Description', 'Event description', 'Event Description', '説明']),
    };
  },
});
