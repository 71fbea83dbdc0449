// SPDX-License-Identifier: Apache-2.0
import type { PersonActor } from '../../kernel/person.ts';
import type { Role } from '../../edge/role.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { personActor } from '../../kernel/person.ts';
import { organisationProblem } from '../problems.ts';
import { SIGN_IN_BASE } from '../sign-in.port.ts';

/** The guarded pages of signing in, and who a session belongs to. */
export type ConsoleDoor = {
  readonly handle: (request: Request) => Promise<Response>;
  readonly whoIs: (
    headers: Headers,
  ) => Promise<{ readonly personId: string; readonly name: string; readonly roles: readonly Role[] } | null>;
};

export type AtConsole = {
  readonly address: string;
  readonly roles: readonly Role[];
  readonly ask: (what: 'password' | 'code') => Promise<string>;
  readonly origin: string;
  /** What the trail of access says of where somebody came in: the header's name, and the account of the console. */
  readonly from: readonly [header: string, value: string];
};

/**
 * Who somebody at the console is, by the same pages as in the browser: password, and the code of the app where they switched
 * one on. The session ends at once; the trail of access keeps both. A one-time password opens nothing here either.
 */
export async function signInAtConsole(door: ConsoleDoor, asked: AtConsole): Promise<Result<PersonActor, Problem>> {
  const cookies = new Map<string, string>();
  const post = async (page: string, body: object): Promise<Response> => {
    const response = await door.handle(
      new Request(`${asked.origin}${SIGN_IN_BASE}${page}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: asked.origin,
          [asked.from[0]]: asked.from[1],
          ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        },
        body: JSON.stringify(body),
      }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0(;|$)/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const password = await post('/sign-in/email', { email: asked.address, password: await asked.ask('password') });
  if (!password.ok) return err(refusedBy(password.status));
  const { twoFactorRedirect } = (await password.json()) as { twoFactorRedirect?: unknown };
  if (twoFactorRedirect === true) {
    const code = await post('/two-factor/verify-totp', { code: (await asked.ask('code')).trim() });
    if (!code.ok) return err(refusedBy(code.status));
  }
  const who = await door.whoIs(new Headers({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }));
  await post('/sign-out', {});
  if (who === null) return err(refusedBy(401));
  if (!asked.roles.some((role) => who.roles.includes(role)))
    return err(organisationProblem('organisation.console-role', undefined, { roles: asked.roles.join(', ') }));
  return ok(personActor(who));
}

function refusedBy(status: number): Problem {
  return organisationProblem(status === 429 ? 'organisation.console-waits' : 'organisation.console-refused');
}
