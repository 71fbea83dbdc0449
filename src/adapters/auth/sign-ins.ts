// SPDX-License-Identifier: Apache-2.0
import { hashPassword } from './passwords.ts';
import pg from 'pg';
import { rolesOfEntry } from '../../case/entry/role-names.ts';
import { MACHINE_ID } from '../../kernel/person.ts';
import { SIGN_IN_BASE } from '../../organisation/sign-in.port.ts';
import type { MachineKey, Register, RoleName, SignIns } from '../../organisation/sign-in.port.ts';
import { createBetterAuth, ROLES } from './options.ts';
import type { OidcSettings } from './oidc.ts';
import { keepSecret } from './secret.ts';

export type Deps = {
  readonly publicUrl: URL;
  readonly dataFolder: string;
  /** How the state store is reached. The library wants Date values, so it gets a small pool of its own. */
  readonly connection: pg.PoolConfig;
  readonly oidc: OidcSettings | null;
  readonly register: Register;
  /** Header in which the server gives the caller's address. */
  readonly addressHeader: string;
};

/** Who asks, as far as the door can tell. */
export type AtTheDoor = {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly RoleName[];
  readonly mustChangePassword?: true;
} & ({ readonly machine: false } | { readonly machine: true });

export type Door = {
  readonly handle: (request: Request) => Promise<Response>;
  /** The person who has passed the first step of signing in and is asked for a code. */
  readonly asked: (headers: Headers) => Promise<string | null>;
  readonly whoIs: (headers: Headers) => Promise<AtTheDoor | null>;
  readonly signIns: SignIns;
  readonly close: () => Promise<void>;
};

/** The door of the desk: passwords, second factors, passkeys, identity providers and keys of machines. */
export async function openDoor(deps: Deps): Promise<Door> {
  const pool = new pg.Pool({ ...deps.connection, max: 4, types: undefined });
  // As in postgres/database.ts: a connection that breaks under a query is that query's affair, not the whole desk's.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  pool.on('error', () => {
    // An idle connection broke; the next request opens another.
  });
  const auth = createBetterAuth({
    publicUrl: deps.publicUrl,
    secret: await keepSecret(deps.dataFolder),
    pool,
    oidc: deps.oidc,
    register: deps.register,
  });

  async function person(headers: Headers): Promise<AtTheDoor | null> {
    const session = await auth.api.getSession({ headers });
    if (session === null) return null;
    const standing = await deps.register.standing(session.user.id);
    if (standing === null) return null;
    const { name, roles, mustChangePassword } = standing;
    return { personId: session.user.id, name, roles, machine: false, ...(mustChangePassword ? { mustChangePassword } : {}) };
  }

  const usedKeys = new Set<string>();

  /** The library keeps nothing in `metadata` here: set, it says that the key's first use is in the desk's chain. */
  async function noteFirstUse(keyId: string, name: string, address: string): Promise<void> {
    if (usedKeys.has(keyId)) return;
    const { rows } = await pool.query('select 1 from auth.apikey where id = $1 and metadata is distinct from $2', [keyId, USED]);
    if (rows.length > 0) await deps.register.keyUsed(keyId, name, address);
    await pool.query('update auth.apikey set metadata = $2 where id = $1', [keyId, USED]);
    usedKeys.add(keyId);
  }

  async function machine(key: string, address: string): Promise<AtTheDoor | null> {
    const { valid, key: found } = await auth.api.verifyApiKey({ body: { key } });
    if (!valid || found === null) return null;
    const roles = await deps.register.keyRoles(found.referenceId, rolesOf(found.permissions));
    if (roles === null) return null;
    const name = found.name ?? found.id;
    await noteFirstUse(found.id, name, address);
    return { personId: `${MACHINE_ID}${found.id}`, name, roles, machine: true };
  }

  return {
    handle: (request) => auth.handler(request),
    asked: (headers) => askedForCode(pool, headers),
    async whoIs(headers) {
      const key = headers.get('x-api-key');
      return key === null ? person(headers) : machine(key, headers.get(deps.addressHeader) ?? '');
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
          new Request(new URL(`${SIGN_IN_BASE}/sign-in/email`, deps.publicUrl), {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ email: address, password }),
          }),
        );
        return response.ok ? (response.headers.getSetCookie().find((line) => line.includes('session_token=')) ?? null) : null;
      },
      providers: () => Promise.resolve(deps.oidc === null ? [] : [{ providerId: deps.oidc.providerId, issuer: deps.oidc.issuer }]),
    },
    close: () => pool.end(),
  };
}

const USED = '{"used":true}';

/** The library keeps whose turn it is under the name in a signed cookie, `2fa-…`. */
async function askedForCode(pool: pg.Pool, headers: Headers): Promise<string | null> {
  const cookie = /(?:^|;\s*)(?:__Secure-)?matoi\.two_factor=([^;]{1,500})/.exec(headers.get('cookie') ?? '')?.[1];
  const identifier = /^2fa-[A-Za-z0-9_-]{1,100}/.exec(cookie ?? '')?.[0];
  if (identifier === undefined) return null;
  const { rows } = await pool.query<{ value: string }>(
    'select value from auth.verification where identifier = $1 and "expiresAt" > now() limit 1',
    [identifier],
  );
  return rows[0]?.value ?? null;
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
