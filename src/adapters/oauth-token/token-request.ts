// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { TokenSignIn } from '../../common/mail-server.ts';
import { TokenRefused } from './token-refused.ts';

/** What is posted to a token server: a form (RFC 6749 §4.4, §6; RFC 7523 §2). */
export type TokenRequest = { readonly url: string; readonly form: Readonly<Record<string, string>> };

const ASSERTION_SECONDS = 600;
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const CLIENT_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const GOOGLE_SCOPE = 'https://mail.google.com/';
const GOOGLE_TOKENS = 'https://oauth2.googleapis.com/token';
/** Exchange Online by the place where its tokens are given out (Microsoft, "National clouds"). */
const EXCHANGE: Readonly<Record<string, string>> = {
  'login.microsoftonline.us': 'https://outlook.office365.us/.default',
  'login.partner.microsoftonline.cn': 'https://partner.outlook.cn/.default',
};
const EXCHANGE_WORLD = 'https://outlook.office365.com/.default';

/** The request for one way of signing in at `now` (milliseconds since 1970). Throws TokenRefused where its secret is no such thing. */
export function tokenRequest(signIn: TokenSignIn, now: number): TokenRequest {
  if (signIn.kind === 'microsoft') return microsoft(signIn, now);
  if (signIn.kind === 'google-service-account') return serviceAccount(signIn, now);
  return {
    url: reachable(signIn.tokenUrl),
    form: {
      grant_type: 'refresh_token',
      client_id: signIn.clientId,
      client_secret: signIn.clientSecret,
      refresh_token: signIn.refreshToken,
    },
  };
}

/** Client credentials: the secret itself, or a certificate with its private key, both as PEM, which sign for it. */
function microsoft(signIn: Extract<TokenSignIn, { kind: 'microsoft' }>, now: number): TokenRequest {
  const { authority, tenant, clientId, clientSecret } = signIn;
  const url = reachable(`${authority.replace(/\/+$/, '')}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
  const common = {
    grant_type: 'client_credentials',
    client_id: clientId,
    scope: EXCHANGE[new URL(authority).hostname] ?? EXCHANGE_WORLD,
  };
  if (!holdsCertificate(clientSecret)) return { url, form: { ...common, client_secret: clientSecret } };
  const { certificate, key } = certificateIn(clientSecret);
  const seconds = Math.floor(now / 1000);
  const payload = {
    aud: url,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    nbf: seconds - 60,
    iat: seconds,
    exp: seconds + ASSERTION_SECONDS,
  };
  const header = { typ: 'JWT', alg: 'PS256' as const, 'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url') };
  return { url, form: { ...common, client_assertion_type: CLIENT_ASSERTION, client_assertion: jwt(header, payload, key) } };
}

/** Domain-wide delegation: the service account signs for the mailbox (`sub`). */
function serviceAccount(signIn: Extract<TokenSignIn, { kind: 'google-service-account' }>, now: number): TokenRequest {
  const file = keyFileIn(signIn.keyFile);
  const url = reachable(file.token_uri ?? GOOGLE_TOKENS);
  const seconds = Math.floor(now / 1000);
  const payload = {
    iss: file.client_email,
    sub: signIn.account,
    scope: GOOGLE_SCOPE,
    aud: url,
    iat: seconds,
    exp: seconds + ASSERTION_SECONDS,
  };
  const header = { typ: 'JWT', alg: 'RS256' as const, ...(file.private_key_id === undefined ? {} : { kid: file.private_key_id }) };
  return { url, form: { grant_type: JWT_BEARER, assertion: jwt(header, payload, privateKeyIn(file.private_key)) } };
}

/**
 * The day after which the secret of a way is of no use, `2027-03-31`: the certificate's own end, or the day that an
 * administrator entered; null where nobody can know.
 */
export function secretEndsOn(signIn: TokenSignIn): string | null {
  if (signIn.kind !== 'microsoft') return null;
  if (!holdsCertificate(signIn.clientSecret)) return signIn.secretEnds;
  try {
    return new Date(certificateIn(signIn.clientSecret).certificate.validTo).toISOString().slice(0, 10);
  } catch {
    return signIn.secretEnds;
  }
}

/** Whether what was given as a client secret is a certificate with its key. */
export function holdsCertificate(secret: string): boolean {
  return secret.includes('-----BEGIN ');
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----[A-Za-z0-9+/=\s]{1,20000}-----END \1-----/g;

function certificateIn(pem: string): { readonly certificate: X509Certificate; readonly key: KeyObject } {
  const blocks = [...pem.slice(0, 60_000).matchAll(BLOCK)];
  const block = (name: RegExp) => blocks.find((one) => name.test(one[1] ?? ''))?.[0] ?? '';
  try {
    const certificate = new X509Certificate(block(/^CERTIFICATE$/));
    const key = createPrivateKey(block(/PRIVATE KEY$/));
    if (key.asymmetricKeyType !== 'rsa' || !certificate.checkPrivateKey(key)) throw new Error('the key is not that of the certificate');
    return { certificate, key };
  } catch (cause) {
    throw new TokenRefused('certificate-unreadable', (cause as Error).message, { cause });
  }
}

type KeyFile = {
  readonly client_email: string;
  readonly private_key: string;
  readonly private_key_id?: string;
  readonly token_uri?: string;
};

function keyFileIn(text: string): KeyFile {
  const read = ((): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  })();
  const file = (typeof read === 'object' && read !== null ? read : {}) as Readonly<Record<string, unknown>>;
  const { client_email: email, private_key: key, private_key_id: keyId, token_uri: uri } = file;
  if (typeof email !== 'string' || typeof key !== 'string') throw new TokenRefused('key-file-unreadable', 'client_email, private_key');
  return {
    client_email: email,
    private_key: key,
    ...(typeof keyId === 'string' ? { private_key_id: keyId } : {}),
    ...(typeof uri === 'string' && URL.canParse(uri) ? { token_uri: uri } : {}),
  };
}

function privateKeyIn(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new TokenRefused('key-file-unreadable', 'private_key', { cause });
  }
}

/** A secret is not sent in the clear, except to this machine. */
function reachable(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  const here = url !== null && /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && here)))
    throw new TokenRefused('not-encrypted', address.slice(0, 200));
  return url.href;
}

function jwt(header: { readonly alg: 'RS256' | 'PS256' } & object, payload: object, key: KeyObject): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(payload)}`;
  // RSA-PSS with a salt as long as the hash (RFC 7518 §3.5).
  const how = header.alg === 'PS256' ? { key, padding: 6, saltLength: 32 } : key;
  return `${signed}.${sign('sha256', Buffer.from(signed), how).toString('base64url')}`;
}
