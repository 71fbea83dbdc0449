// SPDX-License-Identifier: Apache-2.0
import type { PersonActor } from '../kernel/person.ts';
import type { CommandSpec, OptionSpec } from '../edge/command.ts';
import type { Role } from '../edge/role.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import { cliProblem } from './problems.ts';

/** What is asked of a person at the console; what they type is not shown. */
export type Asked = 'password' | 'code';

/** Proves who somebody of the register is, and that they hold one of the roles. */
export type Identify = (
  address: string,
  roles: readonly Role[],
  operator: string,
  ask: (what: Asked) => Promise<string>,
) => Promise<Result<PersonActor, Problem>>;

/** Comes by itself with every command that lets something out. */
export const asOption: OptionSpec = {
  type: 'string',
  value: 'ADDRESS',
  about: {
    ja: '承認する人のメールアドレス。パスワード（と認証アプリの番号）を尋ねます',
    en: 'Mail address of the person who releases; the password (and the code of the app) is asked for',
  },
};

/** Options of a command, `--as` included where it lets something out. */
export function optionsOf(command: CommandSpec): Readonly<Record<string, OptionSpec>> {
  return command.releases === undefined ? command.options : { ...command.options, as: asOption };
}

/** The person in whose name a call is made; null where the call needs none. */
export async function personOf(
  roles: readonly Role[] | null,
  address: string | undefined,
  operator: string,
  given: { readonly identify?: Identify; readonly ask?: (what: Asked) => Promise<string> },
): Promise<Result<PersonActor | null, Problem>> {
  if (roles === null) return { ok: true, value: null };
  const { identify, ask } = given;
  if (address === undefined || identify === undefined || ask === undefined)
    return { ok: false, error: cliProblem('cli.person-needed', undefined, { account: `console:${operator}`, roles: roles.join(', ') }) };
  return identify(address, roles, operator, ask);
}
