// SPDX-License-Identifier: Apache-2.0
// What to run for each act, how to undo it, what it costs, and what to read again: written down for a person, run by nobody here.
import type { AccountAct, accountProviders } from '../../case/entry/account.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

export type Provider = (typeof accountProviders)[number];
type Written = { readonly commands: readonly string[]; readonly undo: readonly string[]; readonly reread: readonly string[] };

/** In words, before anybody releases it. */
export const prices: Readonly<Record<AccountAct, Bilingual>> = {
  'end-sessions': {
    ja: '本人は全端末でサインインし直す。アクセストークンは最長で一時間ほど生き残る',
    en: 'The person signs in again everywhere; access tokens live on for up to about an hour',
  },
  disable: { ja: '本人はメールも会議もファイルも使えない', en: 'The person has no mail, meetings or files' },
  'reset-password': {
    ja: '別の経路で本人に新しいパスワードを渡すまで使えない',
    en: 'Unusable until the new password reached the person by another way',
  },
  'remove-factors': {
    ja: '本人は認証の要素を登録し直す。登録が済むまで入れないことがある',
    en: 'The person registers factors again and may be locked out until then',
  },
  'remove-mail-rules': {
    ja: '本人が作ったルールも消える。消す前の一覧を保管する',
    en: 'Rules that the person made go too; keep the list from before',
  },
  'remove-forwarding': { ja: '業務で使っている転送も止まる', en: 'A forwarding that the business uses stops, too' },
  'revoke-consents': { ja: '本人が使う連携アプリも動かなくなる', en: 'Connected applications that the person uses stop working' },
  'block-sender': { ja: '同じ送信元からの正規のメールも届かない', en: 'Genuine mail from that sender does not arrive either' },
  'isolate-host': {
    ja: '端末は社内にもインターネットにもつながらない',
    en: 'The computer reaches neither the internal network nor the Internet',
  },
  'disable-vpn-user': { ja: '本人は社外から社内につなげない', en: 'The person cannot reach the internal network from outside' },
  'suspend-customer': { ja: '契約者のサイトとメールが止まる', en: 'The customer’s sites and mail stop' },
};

const none: Written = { commands: [], undo: [], reread: [] };

/** Microsoft Graph and Exchange Online PowerShell (learn.microsoft.com: revoke user access; Get-InboxRule; Set-Mailbox). */
const microsoft = (user: string): Readonly<Partial<Record<AccountAct, Written>>> => ({
  'end-sessions': {
    commands: [`Revoke-MgUserSignInSession -UserId ${user}`],
    undo: [],
    reread: [`Get-MgUser -UserId ${user} -Property SignInSessionsValidFromDateTime | fl SignInSessionsValidFromDateTime`],
  },
  disable: {
    commands: [`Update-MgUser -UserId ${user} -AccountEnabled:$false`],
    undo: [`Update-MgUser -UserId ${user} -AccountEnabled:$true`],
    reread: [`Get-MgUser -UserId ${user} -Property AccountEnabled | fl AccountEnabled`],
  },
  'reset-password': {
    commands: [`Update-MgUser -UserId ${user} -PasswordProfile @{ ForceChangePasswordNextSignIn = $true; Password = (Read-Host) }`],
    undo: [],
    reread: [`Get-MgUser -UserId ${user} -Property LastPasswordChangeDateTime | fl LastPasswordChangeDateTime`],
  },
  'remove-factors': {
    commands: [
      `Get-MgUserAuthenticationMethod -UserId ${user}`,
      `Remove-MgUserAuthenticationPhoneMethod -UserId ${user} -PhoneAuthenticationMethodId <id>`,
    ],
    undo: [],
    reread: [`Get-MgUserAuthenticationMethod -UserId ${user} | select -Expand AdditionalProperties | fl`],
  },
  'remove-mail-rules': {
    commands: [
      `Get-InboxRule -Mailbox ${user} -IncludeHidden | Export-Clixml rules.xml`,
      `Get-InboxRule -Mailbox ${user} -IncludeHidden | Remove-InboxRule`,
    ],
    undo: ['Import-Clixml rules.xml | fl (each rule is made again by New-InboxRule)'],
    reread: [
      `Get-InboxRule -Mailbox ${user} -IncludeHidden | fl Name,Enabled,ForwardTo,ForwardAsAttachmentTo,RedirectTo,DeleteMessage,MoveToFolder`,
    ],
  },
  'remove-forwarding': {
    commands: [
      `Get-Mailbox ${user} | fl Forwarding*,DeliverToMailboxAndForward`,
      `Set-Mailbox ${user} -ForwardingSmtpAddress $null -ForwardingAddress $null -DeliverToMailboxAndForward $false`,
    ],
    undo: [`Set-Mailbox ${user} -ForwardingSmtpAddress <address> -DeliverToMailboxAndForward $true`],
    reread: [`Get-Mailbox ${user} | fl ForwardingSmtpAddress,ForwardingAddress,DeliverToMailboxAndForward`],
  },
  'revoke-consents': {
    commands: [`Get-MgUserOauth2PermissionGrant -UserId ${user} | % { Remove-MgOauth2PermissionGrant -OAuth2PermissionGrantId $_.Id }`],
    undo: ['The person consents again in the application'],
    reread: [`Get-MgUserOauth2PermissionGrant -UserId ${user} | fl ClientId,Scope`],
  },
  'block-sender': {
    commands: [`New-TenantAllowBlockListItems -ListType Sender -Block -Entries ${user}`],
    undo: [`Remove-TenantAllowBlockListItems -ListType Sender -Entries ${user}`],
    reread: [`Get-TenantAllowBlockListItems -ListType Sender -Entry ${user} | fl Action,Value`],
  },
});

/** GAM command lines (GAM wiki: Users, Tokens, Forwarding). */
const google = (user: string): Readonly<Partial<Record<AccountAct, Written>>> => ({
  'end-sessions': { commands: [`gam user ${user} signout`], undo: [], reread: [] },
  disable: {
    commands: [`gam update user ${user} suspended on`],
    undo: [`gam update user ${user} suspended off`],
    reread: [`gam info user ${user} nogroups nolicenses | grep Suspended`],
  },
  'reset-password': { commands: [`gam update user ${user} password random changepassword on`], undo: [], reread: [] },
  'remove-factors': { commands: [`gam user ${user} turnoff2sv`, `gam user ${user} delete backupcodes`], undo: [], reread: [] },
  'remove-mail-rules': {
    commands: [`gam user ${user} show filters`, `gam user ${user} delete filters <id>`],
    undo: [`gam user ${user} filter …`],
    reread: [`gam user ${user} show filters`],
  },
  'remove-forwarding': {
    commands: [`gam user ${user} forward off`],
    undo: [`gam user ${user} forward on <address> keep`],
    reread: [`gam user ${user} show forward`],
  },
  'revoke-consents': { commands: [`gam user ${user} deprovision`], undo: [], reread: [`gam user ${user} show tokens`] },
});

/** ActiveDirectory module. */
const directory = (user: string): Readonly<Partial<Record<AccountAct, Written>>> => ({
  disable: {
    commands: [`Disable-ADAccount -Identity '${user}'`],
    undo: [`Enable-ADAccount -Identity '${user}'`],
    reread: [`Get-ADUser '${user}' -Properties Enabled | fl Enabled`],
  },
  'reset-password': {
    commands: [`Set-ADAccountPassword -Identity '${user}' -Reset`, `Set-ADUser '${user}' -ChangePasswordAtLogon $true`],
    undo: [],
    reread: [`Get-ADUser '${user}' -Properties PasswordLastSet | fl PasswordLastSet`],
  },
  'disable-vpn-user': {
    commands: [`Remove-ADGroupMember -Identity <VPN group> -Members '${user}'`],
    undo: [`Add-ADGroupMember -Identity <VPN group> -Members '${user}'`],
    reread: [`Get-ADPrincipalGroupMembership '${user}' | fl Name`],
  },
});

type Writer = (user: string) => Readonly<Partial<Record<AccountAct, Written>>>;
const writers: Readonly<Record<Provider, Writer>> = {
  'microsoft-365': microsoft,
  'google-workspace': google,
  'active-directory': directory,
  other: () => ({}),
};

/** `object` must be an account or a host name: it stands in command lines. Empty lists: there is no command, a person does it by hand. */
export function writeMeasure(act: AccountAct, provider: Provider, object: string): Written {
  const user = provider === 'active-directory' ? ((object.split('\\').at(-1) ?? object).split('@')[0] ?? object) : object;
  return writers[provider](user)[act] ?? none;
}

/** What may stand in a command line without being quoted. */
export function isSafeObject(object: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._@\\-]{0,200})$/.test(object);
}
