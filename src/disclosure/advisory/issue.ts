// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { DisclosureDeps } from '../deps.ts';
import { placeOf } from './csaf.ts';
import type { Placed } from './directory.ts';
import { makeIssue } from './publish.ts';
import type { MakeDeps } from './publish.ts';
import { publicAdvisories } from './served.ts';
import type { AdvisorySource } from './source.ts';

export type Ready = { readonly source: AdvisorySource; readonly caseId: CaseId; readonly document: Placed };
export type Checked = { readonly is: 'ready'; readonly ready: Ready } | { readonly is: 'refused'; readonly why: readonly Bilingual[] };

const no = (ja: string, en: string): Checked => ({ is: 'refused', why: [{ ja, en }] });

/**
 * Whether an issue may become public: from a case of this desk that is real, after the issues that are public already, and
 * with every test of the standard passed. Nothing is written.
 */
export async function checkIssue(deps: DisclosureDeps, tools: MakeDeps, source: AdvisorySource): Promise<Checked> {
  const caseId = parseCaseId(source.case ?? '');
  const view = caseId === null ? null : await deps.journal.view(caseId);
  if (caseId === null || view === null) return no('どの事案のものかが「case」にない', 'its "case" names no case of this desk');
  if (view.imported !== null) return no(`${caseId} はほかのデスクの事案である`, `${caseId} is a case of another desk`);
  const passes = await deps.passing.of(caseId);
  if (passes.marked || !passes.public)
    return no(`${caseId} は訓練である（または練習用のデスクである）`, `${caseId} is an exercise, or this desk is one to practise on`);
  const now = deps.clock.now();
  const place = placeOf(source, now);
  const stands = (await publicAdvisories(deps)).find((one) => one.place === place);
  if (stands !== undefined && stands.caseId !== caseId)
    return no(
      `同じ番号のアドバイザリーが ${stands.caseId} から公開されている`,
      `an advisory of this number is public from ${stands.caseId}`,
    );
  const made = await makeIssue(tools, source, stands === undefined ? null : await textOf(deps, stands.blob), now);
  return made.is === 'refused' ? made : { is: 'ready', ready: { source, caseId, document: made.document } };
}

async function textOf({ blobs }: Pick<DisclosureDeps, 'blobs'>, blob: string): Promise<string | null> {
  const sha256 = parseSha256(blob);
  const bytes = sha256 === null ? null : await blobs.get(sha256);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Makes it public: the document is kept as it stands, and the entry names it. An issue that is public already writes nothing. */
export async function publishIssue(deps: DisclosureDeps, actor: Actor, { source, caseId, document }: Ready, key: string): Promise<void> {
  const blob = await deps.blobs.put(new TextEncoder().encode(document.text));
  await deps.journal.write(async (writing) => {
    const view = await writing.view(caseId);
    if (view?.parts.disclosure.advisories.some((one) => one.place === document.place && one.blob === blob) === true) return;
    const { name, namespace, category, contact } = source.publisher;
    await writing.append({
      stream: caseId,
      actor,
      drafts: [
        {
          kind: 'advisory.published',
          body: {
            advisoryId: source.id,
            issue: source.revisions.length,
            title: source.title,
            place: document.place,
            blob,
            ended: source.end?.is ?? null,
            key,
            provider: { directory: source.directory, name, namespace, category, contact },
          },
        },
      ],
    });
  });
}
