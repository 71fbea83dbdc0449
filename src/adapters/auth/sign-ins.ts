// SPDX-License-Identifier: Apache-2.0
import { hashPassword } from './passwords.ts';
import pg from 'pg';
import { rolesOfEntry } from '../../journal/entry/role-names.ts';
import type { MachineKey, Register, RoleName, SignIns } from '../../organisation/sign-in.port.ts';
import { createBetterAuth, ROLES } from './options.ts';
import type { OidcSettings } from './options.ts';
import { keepSecret } from './secret.ts';

export type Deps = {
  readonly publicUrl: URL;
  readonly dataFolder: string;
  /** How the state store is reached. The library wants Date values, so it gets a small pool of its own. */
  readonly connection: pg.PoolConfig;
  readonly oidc: OidcSettings | null;
  readonly register: Register;
};

/** Who asks, as far as the door can tell. */
export type AtTheDoor = {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly RoleName[];
  readonly machine: boolean;
};

export type Door = {
  readonly handle: (request: Request) => Promise<Response>;
  readonly whoIs: (headers: Headers) => Promise<AtTheDoor | null>;
  readonly signIns: SignIns;
  readonly close: () => Promise<void>;
};

/** The door of the desk: passwords, second factors, passkeys, identity providers and keys of machines. */
export async function openDoor(deps: Deps): Promise<Door> {
  const pool = new pg.Pool({ ...deps.connection, max: 4, types: undefined });
  pool.on('error', () => {
    // An idle connection broke; the next request opens another.
  });
  const auth = createBetterAuth({
    publicUrl: deps.publicUrl,
    secret: await keepSecret(deps.dataFolder),
    pool,
    oidc: deps.oidc,
    cameByProvider: deps.register.cameByProvider,
  });

  async function person(headers: Headers): Promise<AtTheDoor | null> {
    const session = await auth.api.getSession({ headers });
    if (session === null) return null;
    const standing = await deps.register.standing(session.user.id);
    return standing === null ? null : { personId: session.user.id, name: standing.name, roles: standing.roles, machine: false };
  }

  async function machine(key: string): Promise<AtTheDoor | null> {
    const { valid, key: found } = await auth.api.verifyApiKey({ body: { key } });
    if (!valid || found === null) return null;
    return { personId: `machine:${found.id}`, name: found.name ?? found.id, roles: rolesOf(found.permissions), machine: true };
  }

  return {
    handle: (request) => auth.handler(request),
    async whoIs(headers) {
      const key = headers.get('x-api-key');
      return key === null ? person(headers) : machine(key);
    },
    signIns: {
      hashPassword,
      async makeKey({ madeBy, name, roles, days }) {
        const made = await auth.api.createApiKey({
          body: { userId: madeBy, name, permissions: { [ROLES]: [...roles] }, ...(days === null ? {} : { expiresIn: days * 86_400 }) },
        });
        return { key: made.key, made: keyOf({ ...made, permissions: made.permissions ?? null }) };
      },
      keys: async () => (await keyRows(pool)).map((row) => keyOf(row)),
      async revokeKey(keyId) {
        const { rowCount } = await pool.query('delete from auth.apikey where id = $1', [keyId]);
        return rowCount === 1;
      },
      async signInCookie(address, password) {
        const response = await auth.handler(
          new Request(new URL('/api/auth/sign-in/email', deps.publicUrl), {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ email: address, password }),
          }),
        );
        return response.ok ? (response.headers.getSetCookie().find((line) => line.includes('session_token=')) ?? null) : null;
      },
      async providers() {
        const { rows } = await pool.query<{ providerId: string; issuer: string }>(
          'select "providerId", issuer from auth."ssoProvider" order by 1',
        );
        return deps.oidc === null ? rows : [{ providerId: deps.oidc.providerId, issuer: deps.oidc.issuer }, ...rows];
      },
    },
    close: () => pool.end(),
  };
}

type KeyRow = {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly createdAt: Date;
  readonly lastRequest: Date | null;
  readonly expiresAt: Date | null;
  readonly permissions: unknown;
};

async function keyRows(pool: pg.Pool): Promise<readonly KeyRow[]> {
  const { rows } = await pool.query<KeyRow>(
    'select id, name, start, "createdAt", "lastRequest", "expiresAt", permissions from auth.apikey order by "createdAt", id',
  );
  return rows.map((row) => ({ ...row, permissions: typeof row.permissions === 'string' ? JSON.parse(row.permissions) : null }));
}

function keyOf(row: KeyRow): MachineKey {
  return {
    keyId: row.id,
    name: row.name ?? '',
    roles: rolesOf(row.permissions),
    start: row.start ?? '',
    madeAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastRequest?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

function rolesOf(permissions: unknown): readonly RoleName[] {
  const named = (permissions as Record<string, unknown> | null | undefined)?.[ROLES];
  return Array.isArray(named) ? rolesOfEntry.filter((role) => named.includes(role)) : [];
}
