// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the provider says of a person; one that never sends `email_verified` leaves it out. */
export type Claims = { readonly sub: string; readonly email: string; readonly email_verified?: boolean | string; readonly name: string };

export type OidcProvider = {
  readonly issuer: string;
  /** Where it listens on loopback, whatever its issuer is called. */
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is signed in at the provider from now on. */
  readonly become: (claims: Claims) => void;
  readonly close: () => Promise<void>;
};

/** One tenant of Microsoft Entra has its number as the first part of the path; its id token names it as `tid`. */
export const TENANT = '3f1c2b90-7d2e-4b7a-9c55-0d1f6f2a8e11';
const SHAPES = { keycloak: '/realms/csirt', entra: `/${TENANT}/v2.0` } as const;

/**
 * A small OpenID Connect provider on loopback: discovery, authorization code with PKCE (S256), token, keys and
 * userinfo. It checks what a careful one checks: redirect address, client secret, verifier, code used once.
 * `origin` is what it calls itself; a proxy leads there. `at`: the port of one that was closed before.
 */
export async function startOidcProvider(shape: keyof typeof SHAPES = 'keycloak', origin?: string, at = 0): Promise<OidcProvider> {
  const base = SHAPES[shape];
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const client = { clientId: 'matoi-desk', clientSecret: 'kept between the two' };
  const codes = new Map<string, { readonly challenge: string; readonly redirectUri: string; readonly nonce: string | null }>();
  const state: { claims: Claims } = { claims: { sub: 'nobody', email: 'nobody@example.jp', email_verified: false, name: '' } };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const answer = respond(
        new URL(request.url ?? '/', issuer()),
        request.headers.authorization,
        new URLSearchParams(Buffer.concat(pieces).toString()),
      );
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = (): string => `${origin ?? `http://localhost:${port}`}${base}`;

  type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown };
  function respond(url: URL, authorization: string | undefined, form: URLSearchParams): Answer {
    switch (url.pathname.replace(base, '')) {
      case '/.well-known/openid-configuration':
        return { status: 200, body: discovery(issuer()) };
      case '/certs':
        return { status: 200, body: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] } };
      case '/auth':
        return authorize(url.searchParams);
      case '/token':
        return token(authorization, form);
      case '/userinfo':
        return { status: 200, body: state.claims };
      default:
        return { status: 404 };
    }
  }

  function authorize(query: URLSearchParams): Answer {
    if (query.get('client_id') !== client.clientId || query.get('code_challenge_method') !== 'S256') return { status: 400 };
    const code = randomUUID();
    const redirect = new URL(query.get('redirect_uri') ?? '');
    codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri: redirect.href, nonce: query.get('nonce') });
    redirect.searchParams.set('code', code);
    redirect.searchParams.set('state', query.get('state') ?? '');
    return { status: 302, headers: { location: redirect.href } };
  }

  function token(authorization: string | undefined, form: URLSearchParams): Answer {
    const basic = Buffer.from((authorization ?? '').replace(/^Basic /, ''), 'base64')
      .toString()
      .split(':')
      .map(formDecoded);
    const [id, secret] = authorization === undefined ? [form.get('client_id'), form.get('client_secret')] : basic;
    const code = form.get('code') ?? '';
    const given = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const right =
      id === client.clientId &&
      secret === client.clientSecret &&
      given?.challenge === challenge &&
      given.redirectUri === form.get('redirect_uri');
    if (!right) return { status: 400, body: { error: 'invalid_grant' } };
    const now = Math.floor(Date.now() / 1000);
    const idToken = {
      ...state.claims,
      ...(shape === 'entra' ? { tid: TENANT, oid: state.claims.sub, ver: '2.0', preferred_username: state.claims.email } : {}),
      iss: issuer(),
      aud: client.clientId,
      iat: now,
      exp: now + 300,
      ...(given.nonce === null ? {} : { nonce: given.nonce }),
    };
    return { status: 200, body: { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: jwt(idToken) } };
  }

  function jwt(payload: object): string {
    const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${part(payload)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  }

  return {
    issuer: issuer(),
    port,
    ...client,
    become: (claims) => {
      state.claims = claims;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Client id and secret are form-encoded inside Basic (RFC 6749 §2.3.1). */
function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
  };
}
