// SPDX-License-Identifier: Apache-2.0
import { obeyProxies } from '../../adapters/outside-http/fetch-outside.ts';
import { UnusableProxy } from '../../adapters/outside-http/proxy-variables.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { startProblem } from './problems.ts';

/** All HTTP to the outside goes by the proxies that the environment names. Throws ProblemError `desk.bad-setting` by name. */
export function obeyProxiesOf(env: Readonly<Record<string, string | undefined>>): void {
  try {
    obeyProxies(env);
  } catch (cause) {
    if (!(cause instanceof UnusableProxy)) throw cause;
    const how = {
      ja: `${cause.variable}：http://proxy.example.jp:3128 の形`,
      en: `${cause.variable}: like http://proxy.example.jp:3128`,
    };
    throw new ProblemError(startProblem('desk.bad-setting', undefined, { names: cause.variable, how }));
  }
}
