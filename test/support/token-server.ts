// SPDX-License-Identifier: Apache-2.0
import { constants, createHash, generateKeyPairSync, randomUUID, verify, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Refusal = { readonly status: number; readonly error: string; readonly description: string };

export type TokenServer = {
  readonly url: string;
  readonly port: number;
  /** The form of each request for a token, in order. */
  readonly asked: readonly Readonly<Record<string, string>>[];
  /** From now on every request is refused like this; null: as the rules say. */
  refuse: (refusal: Refusal | 'hang' | 'close' | null) => void;
  /** Seconds that tokens given out from now on live. */
  life: (seconds: number) => void;
  /** No token given out so far opens anything any more. */
  revokeAll: () => void;
  readonly introspected: () => number;
  /** A service account's key file as Google makes it. */
  readonly keyFile: string;
  /** The certificate that the app has registered. */
  readonly registered: { certificate: string | null };
  readonly close: () => Promise<void>;
};

export const TENANT = '3f1c2b90-7d2e-4b7a-9c55-0d1f6f2a8e11';
export const APP = { clientId: '0b6a5d6e-8c1e-4c0b-9d3f-5a0f5c9f1a22', clientSecret: 'kept~between.the.two' };
const CONSENT = { clientId: 'desk.apps.example', clientSecret: 'consent secret', refreshToken: '1//refresh' };
export const CONSENTED = CONSENT;

/**
 * A token server on loopback with the rules of Microsoft Entra (client credentials with a secret or a certificate) and of
 * Google (signed JWT of a service account, refresh token), its answers in their words, and introspection (RFC 7662) for a
 * mail server. `mailboxes`: those that exist; a token of the app or of the consent opens the first of them.
 */
export async function startTokenServer(mailboxes: readonly string[]): Promise<TokenServer> {
  const asked: Readonly<Record<string, string>>[] = [];
  const tokens = new Map<string, { readonly opens: readonly string[]; readonly until: number }>();
  const google = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const registered: TokenServer['registered'] = { certificate: null };
  const state = { refusal: null as Refusal | 'hang' | 'close' | null, life: 3599, introspected: 0 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', origin());
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
      if (url.pathname === '/introspect') {
        state.introspected += 1;
        const token = form['token'] ?? url.searchParams.get('token') ?? '';
        const found = tokens.get(token);
        const active = found !== undefined && found.until > Date.now();
        response.writeHead(200, { 'content-type': 'application/json' });
        return response.end(JSON.stringify(active ? { active: true, username: found.opens[0] ?? '' } : { active: false }));
      }
      asked.push(form);
      if (state.refusal === 'hang') return undefined;
      if (state.refusal === 'close') return request.socket.destroy();
      const refused = state.refusal ?? ruledBy(url.pathname, form);
      if ('status' in refused) {
        response.writeHead(refused.status, { 'content-type': 'application/json' });
        return response.end(JSON.stringify({ error: refused.error, error_description: refused.description }));
      }
      const token = `t.${randomUUID()}`;
      tokens.set(token, { opens: refused.opens, until: Date.now() + state.life * 1000 });
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(JSON.stringify({ token_type: 'Bearer', expires_in: state.life, access_token: token }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = (): string => `http://127.0.0.1:${port}`;

  function ruledBy(path: string, form: Readonly<Record<string, string>>): Refusal | { readonly opens: readonly string[] } {
    if (path === '/token') return googleRules(form);
    const [, tenant] = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path) ?? [];
    if (tenant !== TENANT) return no(400, 'invalid_request', `AADSTS90002: Tenant '${tenant}' not found.`);
    if (form['client_id'] !== APP.clientId)
      return no(400, 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.');
    if (form['scope'] !== 'https://outlook.office365.com/.default')
      return no(400, 'invalid_scope', 'AADSTS70011: The provided value for the input parameter scope is not valid.');
    if (form['grant_type'] !== 'client_credentials') return no(400, 'unsupported_grant_type', 'AADSTS70003');
    if (form['client_assertion'] !== undefined) return assertionRules(form['client_assertion'], `${origin()}${path}`);
    if (form['client_secret'] !== APP.clientSecret) return no(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
    return { opens: mailboxes };
  }

  function assertionRules(assertion: string, audience: string): Refusal | { readonly opens: readonly string[] } {
    const bad = no(
      401,
      'invalid_client',
      'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered.',
    );
    if (registered.certificate === null) return bad;
    const certificate = new X509Certificate(registered.certificate);
    const { header, payload, signed, signature } = parts(assertion);
    if (header['x5t#S256'] !== createHash('sha256').update(certificate.raw).digest('base64url') || header['alg'] !== 'PS256') return bad;
    const key = { key: certificate.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    if (!verify('sha256', Buffer.from(signed), key, signature)) return bad;
    const seconds = Date.now() / 1000;
    if (payload['aud'] !== audience || payload['iss'] !== APP.clientId || payload['sub'] !== APP.clientId) return bad;
    if (Number(payload['exp']) < seconds || Number(payload['nbf']) > seconds + 300)
      return no(401, 'invalid_client', 'AADSTS700024: Client assertion is not within its valid time range.');
    return { opens: mailboxes };
  }

  function googleRules(form: Readonly<Record<string, string>>): Refusal | { readonly opens: readonly string[] } {
    if (form['grant_type'] === 'refresh_token') {
      if (form['client_id'] !== CONSENT.clientId) return no(401, 'invalid_client', 'The OAuth client was not found.');
      if (form['client_secret'] !== CONSENT.clientSecret) return no(401, 'invalid_client', 'Unauthorized');
      if (form['refresh_token'] !== CONSENT.refreshToken) return no(400, 'invalid_grant', 'Token has been expired or revoked.');
      return { opens: mailboxes };
    }
    const { header, payload, signed, signature } = parts(form['assertion'] ?? '');
    if (header['alg'] !== 'RS256' || !verify('sha256', Buffer.from(signed), google.publicKey, signature))
      return no(400, 'invalid_grant', 'Invalid JWT Signature.');
    const seconds = Date.now() / 1000;
    if (Number(payload['iat']) > seconds + 300 || Number(payload['exp']) < seconds)
      return no(400, 'invalid_grant', 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.');
    if (payload['aud'] !== `${origin()}/token` || payload['scope'] !== 'https://mail.google.com/')
      return no(
        401,
        'unauthorized_client',
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
      );
    if (!mailboxes.includes(String(payload['sub']))) return no(400, 'invalid_grant', 'Invalid email or User ID');
    return { opens: [String(payload['sub'])] };
  }

  return {
    url: origin(),
    port,
    asked,
    registered,
    refuse: (refusal) => {
      state.refusal = refusal;
    },
    life: (seconds) => {
      state.life = seconds;
    },
    revokeAll: () => tokens.clear(),
    introspected: () => state.introspected,
    keyFile: JSON.stringify({
      type: 'service_account',
      client_email: 'desk@project.iam.example',
      private_key: google.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      private_key_id: 'k1',
      token_uri: `${origin()}/token`,
    }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function no(status: number, error: string, description: string): Refusal {
  return { status, error, description };
}

function parts(jwt: string) {
  const [head = '', body = '', signature = ''] = jwt.split('.');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString() || '{}') as Record<string, unknown>;
  return { header: json(head), payload: json(body), signed: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') };
}
