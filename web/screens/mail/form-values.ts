// SPDX-License-Identifier: Apache-2.0
import type { Direction, MailboxView, Relay, RelayView, SignInKind, SignInWay } from '../../../src/organisation/mail/mail.contract.ts';

/** What stands in the fields, as text; of a kind that is not chosen nothing is sent. */
export type FormValues = {
  readonly host: string;
  readonly port: string;
  readonly tls: Relay['tls'];
  readonly from: string;
  readonly folder: string;
  readonly junk: string;
  readonly kind: SignInKind;
  readonly account: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly authority: string;
  readonly secretEnds: string;
  readonly tokenUrl: string;
  readonly secrets: Readonly<Record<string, string>>;
};

const AUTHORITY = 'https://login.microsoftonline.com';
const TOKEN_URL = 'https://oauth2.googleapis.com/token';

export function emptyForm(direction: Direction): FormValues {
  return {
    host: '',
    port: direction === 'out' ? '587' : '993',
    tls: direction === 'out' ? 'starttls' : 'implicit',
    from: '',
    folder: 'INBOX',
    junk: '',
    kind: 'password',
    account: '',
    tenant: '',
    clientId: '',
    authority: AUTHORITY,
    secretEnds: '',
    tokenUrl: TOKEN_URL,
    secrets: {},
  };
}

export function formOf(server: RelayView | MailboxView): FormValues {
  const { host, port, tls, signIn } = server;
  const empty = emptyForm('from' in server ? 'out' : 'in');
  return {
    ...empty,
    host,
    port: String(port),
    tls,
    ...('from' in server ? { from: server.from } : { folder: server.folder, junk: server.junk ?? '' }),
    kind: signIn.kind,
    ...(signIn.kind === 'none' ? {} : { account: signIn.account }),
    ...(signIn.kind === 'microsoft'
      ? { tenant: signIn.tenant, clientId: signIn.clientId, authority: signIn.authority, secretEnds: signIn.secretEnds ?? '' }
      : {}),
    ...(signIn.kind === 'google-consent' ? { clientId: signIn.clientId, tokenUrl: signIn.tokenUrl } : {}),
  };
}

/** The servers of the two clouds that most organisations have, as their makers name them. */
export function preset(name: 'microsoft' | 'google', direction: Direction): Partial<FormValues> {
  const out = direction === 'out';
  if (name === 'microsoft')
    return out
      ? { host: 'smtp.office365.com', port: '587', tls: 'starttls', kind: 'microsoft' }
      : { host: 'outlook.office365.com', port: '993', tls: 'implicit', kind: 'microsoft' };
  return out
    ? { host: 'smtp.gmail.com', port: '465', tls: 'implicit', kind: 'google-service-account' }
    : { host: 'imap.gmail.com', port: '993', tls: 'implicit', kind: 'google-service-account' };
}

export function signInOf(form: FormValues): SignInWay {
  const account = form.account.trim();
  const { kind } = form;
  if (kind === 'none') return { kind };
  if (kind === 'microsoft')
    return {
      kind,
      account,
      tenant: form.tenant.trim(),
      clientId: form.clientId.trim(),
      authority: form.authority.trim() || AUTHORITY,
      secretEnds: form.secretEnds === '' ? null : form.secretEnds,
    };
  if (kind === 'google-consent') return { kind, account, clientId: form.clientId.trim(), tokenUrl: form.tokenUrl.trim() || TOKEN_URL };
  return { kind, account };
}

export function serverOf(form: FormValues) {
  return { host: form.host.trim(), port: Number(form.port), tls: form.tls, signIn: signInOf(form) };
}
