// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Reading } from '../../kernel/apart.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { ListFile, readServices } from '../inventory/read-services.ts';
import type { Service } from '../inventory/inventory.ts';
import { containmentProblem } from '../problems.ts';
import { appendToDesk } from './change-service.ts';
import type { RegisterDeps } from './change-service.ts';
import { changedFields, refreshed, safeId, withoutVersion } from './record.ts';

export type ImportReport = {
  readonly file: string;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly { readonly line: number; readonly field: string; readonly value: string }[];
};

/** Takes a list into the inventory in one transaction; the file is kept as it came. It removes nothing and overrides no decision. */
export async function importServices(
  deps: RegisterDeps,
  actor: Actor,
  file: ListFile,
  reading: Reading<typeof readServices>,
): Promise<Result<ImportReport, Problem>> {
  const name = inertText(file.name).slice(0, 300) || 'file';
  const now = deps.clock.now();
  const read = await reading(file, name);
  if (!read.ok) return err(containmentProblem('containment.input-refused', { file: name, why: read.error }));
  const sha256 = await deps.blobs.put(file.bytes);
  return deps.journal.write(async (writing) => {
    const known = new Map((await deps.register.services(writing.tx)).map((one) => [one.id, withoutVersion(one)]));
    const taken = new Set<string>();
    const applied: Service[] = [];
    let [added, unchanged] = [0, 0];
    for (const given of read.value.services) {
      const id = safeId(given.id, taken);
      taken.add(id);
      const before = known.get(id);
      // A list that does not say how old it is counts from the day on which it came in.
      const source = given.source.fetchedAt === null ? { ...given.source, fetchedAt: now.slice(0, 10) } : given.source;
      const after = before === undefined ? { ...given, id, source } : refreshed(before, { ...given, source }, file.format === 'csv');
      if (before !== undefined && changedFields(before, after).length === 0) unchanged += 1;
      else applied.push(after);
      if (before === undefined) added += 1;
    }
    await deps.register.put(writing.tx, applied);
    const counts = { added, changed: applied.length - added, unchanged };
    await appendToDesk(writing, actor, {
      kind: 'containment.services-imported',
      body: {
        file: name,
        format: file.format,
        sha256,
        ...counts,
        refused: read.value.refused.length,
        digest: deps.hash(canonicalJson(applied)),
      },
    });
    const refused = read.value.refused.slice(0, 200).map((one) => ({ ...one, value: inertText(one.value).slice(0, 200) }));
    return ok({ file: name, ...counts, refused });
  });
}
