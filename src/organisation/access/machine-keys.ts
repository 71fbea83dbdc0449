// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { organisationProblem } from '../problems.ts';
import type { MachineKey, RoleName, SignIns } from '../sign-in.port.ts';

type Deps = { readonly journal: Journal; readonly signIns: SignIns };

/**
 * The key is made first and named in the entry. Should the entry fail, the key is taken back; and since nobody was
 * told it, a key without an entry could open nothing.
 */
export async function makeMachineKey(
  deps: Deps,
  actor: Actor & { readonly type: 'person' },
  asked: { readonly name: string; readonly roles: readonly RoleName[]; readonly days: number | null },
): Promise<{ readonly key: string; readonly made: MachineKey }> {
  const { key, made } = await deps.signIns.makeKey({ madeBy: actor.id, ...asked });
  const { keyId, name, roles, expiresAt } = made;
  try {
    await deps.journal.append({
      stream: DESK,
      actor,
      drafts: [{ kind: 'machine-key.made', body: { keyId, name, roles: [...roles], expiresAt } }],
    });
  } catch (error) {
    await deps.signIns.revokeKey(keyId);
    throw error;
  }
  return { key, made };
}

/** Revoked first: an entry that fails leaves a key that no longer opens, never the other way round. */
export async function revokeMachineKey(deps: Deps, actor: Actor, keyId: string, reason: string): Promise<Result<null, Problem>> {
  const key = (await deps.signIns.keys()).find((one) => one.keyId === keyId);
  if (key === undefined || !(await deps.signIns.revokeKey(keyId))) return err(organisationProblem('organisation.no-such-key', { keyId }));
  await deps.journal.append({ stream: DESK, actor, drafts: [{ kind: 'machine-key.revoked', body: { keyId, name: key.name, reason } }] });
  return ok(null);
}
