// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** Why there is no access token: what happened, and what to do next. */
const reasons = {
  tenant: {
    ja: 'Microsoft 365 にそのテナントがありません。Entra 管理センターの「概要」にあるテナント ID と見比べてください。',
    en: 'Microsoft 365 does not know this tenant. Compare it with the tenant ID on the overview page of the Entra admin centre.',
  },
  client: {
    ja: '認証サーバはこのアプリ（クライアント ID またはサービスアカウント）を知りません。登録先のテナント・プロジェクトと ID を確かめてください。',
    en: 'The token server does not know this app (client ID or service account). Check its ID, and the tenant or project in which it is registered.',
  },
  'app-disabled': {
    ja: 'このアプリは管理者によって無効にされています。有効に戻すか、別のアプリを登録してください。',
    en: 'This app has been disabled by an administrator. Enable it again, or register another one.',
  },
  secret: {
    ja: 'クライアントシークレットが違います。シークレットの「ID」ではなく「値」を入れてください。',
    en: 'The client secret is wrong. Give its value, not its ID.',
  },
  'secret-expired': {
    ja: 'クライアントシークレットの有効期限が切れています。新しいシークレットを作り、ここへ入れてください。',
    en: 'The client secret has expired. Make a new one and give it here.',
  },
  certificate: {
    ja: '認証サーバがこの証明書を受け付けません。アプリに同じ証明書が登録されているか、期限が切れていないかを確かめてください。',
    en: 'The token server does not take this certificate. Check that the same one is registered with the app and has not expired.',
  },
  'certificate-unreadable': {
    ja: '証明書と秘密鍵（RSA、どちらも PEM）として読み取れません。両方を続けて貼り付けてください。',
    en: 'This cannot be read as a certificate and its private key (RSA, both as PEM). Paste both, one after the other.',
  },
  'key-file-unreadable': {
    ja: 'サービスアカウントの鍵ファイル（JSON）として読み取れません。Google Cloud で作った鍵ファイルの中身をそのまま入れてください。',
    en: 'This cannot be read as the key file (JSON) of a service account. Give the file that Google Cloud made, as it is.',
  },
  permission: {
    ja: 'アプリにメールの権限がないか、管理者の同意が済んでいません。Exchange Online の IMAP.AccessAsApp（受信）と SMTP.SendAsApp（送信）を「アプリケーションの許可」として加え、管理者の同意を与えてください。',
    en: 'The app has no permission for mail, or an administrator has not consented. Add IMAP.AccessAsApp (in) and SMTP.SendAsApp (out) of Exchange Online as application permissions and grant admin consent.',
  },
  delegation: {
    ja: 'サービスアカウントに、このドメインのメールを扱う権限が委任されていません。Google 管理コンソールの「ドメイン全体の委任」で、クライアント ID にスコープ https://mail.google.com/ を許してください。',
    en: 'The service account is not allowed to act for mailboxes of this domain. Allow its client ID the scope https://mail.google.com/ under domain-wide delegation in the Google Admin console.',
  },
  mailbox: {
    ja: 'そのメールボックスは Google Workspace にありません。アドレスを確かめてください（別名やグループでは開けません）。',
    en: 'Google Workspace has no such mailbox. Check the address; an alias or a group cannot be opened.',
  },
  'consent-ended': {
    ja: '同意が取り消されたか、期限が切れました。もう一度同意して、新しいリフレッシュトークンを入れてください（テスト中のアプリでは 7 日で切れます）。',
    en: 'The consent was withdrawn or has expired. Consent once more and give the new refresh token (that of an app in testing ends after seven days).',
  },
  policy: {
    ja: '組織の方針（条件付きアクセスなど）がサインインを止めています。このアプリを許すよう、テナントの管理者に頼んでください。',
    en: 'A policy of the organisation (such as conditional access) stops the sign-in. Ask the administrator of the tenant to allow this app.',
  },
  clock: {
    ja: 'このサーバの時計がずれているため、署名が受け付けられません。時刻の同期（NTP）を確かめてください。',
    en: 'The clock of this server is off, so the signature is not taken. Check that its time is synchronised (NTP).',
  },
  'not-encrypted': {
    ja: '認証サーバのアドレスが https ではありません。秘密を平文では送りません。',
    en: 'The address of the token server is not https. A secret is not sent in the clear.',
  },
  'too-many': {
    ja: '認証サーバが要求の多さを理由に断りました。しばらくして自動で試し直します。',
    en: 'The token server says that there were too many requests. It is tried again by itself.',
  },
  unreachable: {
    ja: '認証サーバにつながりません。自動で試し直します。プロキシ（HTTPS_PROXY）とファイアウォールを確かめてください。',
    en: 'The token server cannot be reached. It is tried again by itself. Check the proxy (HTTPS_PROXY) and the firewall.',
  },
  down: {
    ja: '認証サーバが一時的に応えられません。自動で試し直します。',
    en: 'The token server cannot answer at the moment. It is tried again by itself.',
  },
  unexpected: {
    ja: '認証サーバがアクセストークンを渡しませんでした。下の答えを手がかりに設定を確かめてください。',
    en: 'The token server gave no access token. Its answer says more; check the settings by it.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type TokenRefusal = keyof typeof reasons;

/** Those that may pass by themselves; the others stay until a person changes something. */
const PASSING: ReadonlySet<TokenRefusal> = new Set(['unreachable', 'down', 'too-many']);

/** No access token. `message` is in English with the server's own answer; `words` in both languages. Holds no secret. */
export class TokenRefused extends Error {
  readonly why: TokenRefusal;
  readonly words: Bilingual;
  readonly passing: boolean;
  constructor(why: TokenRefusal, answer: string, options?: ErrorOptions) {
    const said = answer === '' ? '' : ` (${answer.slice(0, 300)})`;
    super(`${reasons[why].en}${said}`, options);
    this.name = 'TokenRefused';
    this.why = why;
    this.words = { ja: `${reasons[why].ja}${said}`, en: `${reasons[why].en}${said}` };
    this.passing = PASSING.has(why);
  }
}

/** Entra's own numbers (Microsoft, "Microsoft Entra authentication and authorization error codes"). */
const ENTRA: Readonly<Record<string, TokenRefusal>> = {
  '90002': 'tenant',
  '90013': 'tenant',
  '900021': 'tenant',
  '900023': 'tenant',
  '50059': 'tenant',
  '700016': 'client',
  '7000215': 'secret',
  '7000218': 'secret',
  '7000216': 'secret',
  '7000222': 'secret-expired',
  '700027': 'certificate',
  '700030': 'certificate',
  '7000214': 'certificate',
  '700024': 'clock',
  '7000112': 'app-disabled',
  '500011': 'permission',
  '650052': 'permission',
  '65001': 'permission',
  '1003033': 'permission',
  '700022': 'permission',
  '7000229': 'permission',
  '530003': 'policy',
  '53003': 'policy',
  '50105': 'policy',
  '530035': 'policy',
  '90033': 'down',
  '50196': 'too-many',
};

const GOOGLE: readonly (readonly [error: string, words: RegExp, why: TokenRefusal])[] = [
  ['invalid_grant', /invalid email or user id|account not found: user/i, 'mailbox'],
  ['invalid_grant', /account not found|service account/i, 'client'],
  ['invalid_grant', /\biat\b|\bexp\b|clock|short-lived|reasonable timeframe/i, 'clock'],
  ['invalid_grant', /signature/i, 'key-file-unreadable'],
  ['unauthorized_client', /./, 'delegation'],
  ['access_denied', /./, 'delegation'],
  ['admin_policy_enforced', /^/, 'policy'],
  ['invalid_grant', /^/, 'consent-ended'],
  ['invalid_client', /not found/i, 'client'],
  ['deleted_client', /^/, 'client'],
  ['disabled_client', /^/, 'app-disabled'],
  ['invalid_client', /^/, 'secret'],
];

/** What a token server's refusal means (RFC 6749 §5.2). `status`: of HTTP. */
export function refusalOf(
  kind: 'microsoft' | 'google-service-account' | 'google-consent',
  status: number,
  error: string,
  description: string,
): TokenRefused {
  const answer = [`HTTP ${status}`, error, description.split(/[\r\n]/)[0] ?? ''].filter((one) => one !== '').join(' ');
  const entra = /AADSTS(\d{5,9})/.exec(description)?.[1] ?? '';
  const known = kind === 'microsoft' ? ENTRA[entra] : GOOGLE.find(([name, words]) => name === error && words.test(description))?.[2];
  if (known !== undefined) return new TokenRefused(known, answer);
  if (status === 429) return new TokenRefused('too-many', answer);
  if (status >= 500 || error === 'temporarily_unavailable' || error === 'server_error') return new TokenRefused('down', answer);
  if (kind === 'microsoft' && error === 'invalid_client') return new TokenRefused('secret', answer);
  return new TokenRefused('unexpected', answer);
}
