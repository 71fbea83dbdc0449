// SPDX-License-Identifier: Apache-2.0
import { inertText } from '../../kernel/text.ts';
import type { PageWire } from '../contract.ts';
import type { DutyDeps } from '../deps.ts';
import type { Delivery, Page } from './page.ts';

/** The newest pages, at most 200, with their deliveries. */
export async function withDeliveries(deps: Pick<DutyDeps, 'pages'>, open: boolean) {
  const pages = await deps.pages.pages(open, 200);
  return Promise.all(pages.map(async (page) => ({ page, deliveries: await deps.pages.deliveries(page.pageId) })));
}

/** A page as the browser sees it; its subject, which a stranger may have written, is inert. */
export function wireOf({ page, deliveries }: { readonly page: Page; readonly deliveries: readonly Delivery[] }): PageWire {
  const { pageId, caseId, urgency, state, alarms, createdAt, nextAt } = page;
  return {
    pageId,
    caseId,
    urgency,
    state,
    alarms,
    createdAt,
    nextAt,
    policy: page.policy.id,
    subject: inertText(page.subject),
    acksNeeded: page.policy.acksNeeded,
    acks: [...page.acks],
    deliveries: [...deliveries],
  };
}
