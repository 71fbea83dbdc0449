// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';

/** What mail servers mean that take an access token and yet do not let the desk in; sources: Exchange Online and Gmail documentation. */
const refusals: readonly (readonly [answer: RegExp, words: Bilingual])[] = [
  [
    /SmtpClientAuthentication is disabled for the Tenant/i,
    {
      ja: 'テナント全体で SMTP AUTH が無効です。Microsoft 365 管理センターで、このメールボックスだけ「認証済み SMTP」を有効にしてください（Set-CASMailbox -SmtpClientAuthenticationDisabled $false）。',
      en: 'SMTP AUTH is switched off for the whole tenant. In the Microsoft 365 admin center switch on "Authenticated SMTP" for this mailbox alone (Set-CASMailbox -SmtpClientAuthenticationDisabled $false).',
    },
  ],
  [
    /5\.7\.139/,
    {
      ja: 'このメールボックスでは SMTP AUTH が無効か、組織の方針がサインインを止めています。「認証済み SMTP」と条件付きアクセスを確かめてください。',
      en: 'SMTP AUTH is switched off for this mailbox, or a policy stops the sign-in. Check "Authenticated SMTP" and conditional access.',
    },
  ],
  [
    /5\.7\.60|SendAsDenied|5\.2\.252/i,
    {
      ja: 'このアカウントには、差出人のアドレスとして送る権限（Send As）がありません。メールボックスに権限を与えるか、差出人を直してください。',
      en: 'This account may not send as the sender’s address. Grant it Send As on the mailbox, or change the sender.',
    },
  ],
  [
    /logon failure|LogonDenied|User is authenticated but not connected|5\.7\.3\b|AUTHENTICATIONFAILED|AUTHENTICATE failed|5\.7\.8|Invalid credentials/i,
    {
      ja: 'アクセストークンは取れましたが、サーバーがこのメールボックスを開かせません。Exchange Online ではアプリのサービスプリンシパルを登録し（New-ServicePrincipal）、メールボックスに FullAccess を与え（Add-MailboxPermission）、IMAP が有効かを確かめてください。Gmail では IMAP が有効かを確かめてください。',
      en: 'There is an access token, and yet the server does not open this mailbox. In Exchange Online register the app’s service principal (New-ServicePrincipal), grant it FullAccess on the mailbox (Add-MailboxPermission) and see that IMAP is switched on; in Gmail see that IMAP is switched on.',
    },
  ],
];

/** What a mail server's answer to a sign-in with an access token means, and what to do; null where it is not known. */
export function refusedWithToken(answer: string): Bilingual | null {
  return refusals.find(([pattern]) => pattern.test(answer.slice(0, 2000)))?.[1] ?? null;
}
