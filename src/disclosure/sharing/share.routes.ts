// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRelease } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { endpoints } from './share.contract.ts';
import { sharePackage } from './share.ts';

export function sharingRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.shareIndicators,
      access: mayRelease.statement,
      params: z.object({ caseId: z.string() }),
      summary: { ja: '共有する技術情報（STIX 2.1）を取り出す', en: 'Take out the technical package to share (STIX 2.1)' },
      async handle({ params: { caseId: text }, body: { tlp }, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return { problem: disclosureProblem('disclosure.no-such-case', undefined, { caseId: text }) };
        const done = await sharePackage(deps, actorOf(who), caseId, tlp);
        return done.ok
          ? { status: 200, body: { ...done.value, objects: done.value.objects.map((one) => ({ ...one })) } }
          : { problem: done.error };
      },
    }),
  ];
}
