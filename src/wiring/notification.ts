// SPDX-License-Identifier: Apache-2.0
import { readMail } from '../adapters/mime/parse-mail.ts';
import { createAudienceStore } from '../adapters/postgres/notification/audience-store.ts';
import { createCustomerStore } from '../adapters/postgres/notification/customer-store.ts';
import { createExposureStore } from '../adapters/postgres/exposure-store.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { rules } from '../exposure/judge/rules.ts';
import type { ExposureStore } from '../exposure/run/exposure-store.port.ts';
import type { AudienceSource, Concern } from '../notification/audience/audience.port.ts';
import { audienceRoutes } from '../notification/audience/audience.routes.ts';
import { notificationCommands } from '../notification/commands.ts';
import { customerRoutes } from '../notification/customer/customer.routes.ts';
import { inquiryRoutes } from '../notification/inquiry/inquiry.routes.ts';
import { moves } from '../notification/state/moves.ts';
import { noticePageRoutes } from '../notification/page/page.routes.ts';
import type { PageDeps } from '../notification/page/page-deps.ts';
import { messageRoutes } from '../notification/message/message.routes.ts';
import type { NotificationDeps } from '../notification/deps.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { shownBase } from './base/mail-setup.ts';
import { signerOf } from './base/signer.ts';
import { renderer, templatesIn } from './notice/notices.ts';
import type { InquiryDeps } from '../notification/inquiry/inquiry-deps.ts';
import { hostingNetworks } from './notice/hosting-networks.ts';
import { createNoticeStore } from '../adapters/postgres/notification/notice-store.ts';
import { createInquiryStore } from '../adapters/postgres/notification/inquiry-store.ts';

/** Notification with the register of customers, and with exposure as a source of whom a case concerns. */
export function wireNotification(base: Base): Wired {
  return {
    commands: notificationCommands({ readMail, open: async () => notificationDeps(base, await base.open()) }),
    routes: (opened) => {
      const deps = notificationDeps(base, opened);
      return [
        ...customerRoutes(deps),
        ...audienceRoutes(deps),
        ...messageRoutes(deps),
        ...inquiryRoutes(inquiryDeps(base, opened)),
        ...noticePageRoutes(pageDeps(base, opened)),
      ];
    },
  };
}

/** What notification works with on an open desk. */
export function notificationDeps(
  base: Pick<Base, 'clock' | 'hash' | 'dataFolder'>,
  { journal, database }: Pick<OpenState, 'journal' | 'database'>,
): NotificationDeps {
  return {
    journal,
    customers: createCustomerStore(database),
    audience: createAudienceStore(database),
    sources: [exposureSource(createExposureStore(database))],
    templates: templatesIn(base.dataFolder),
    renderer,
    organisation: async () => (await createOrganisationStore(database).organisation()).name,
    clock: base.clock,
    hash: base.hash,
  };
}

/** The same with what the inquiry desk and the pages for people outside need. */
export function inquiryDeps(base: Base, opened: OpenState): InquiryDeps {
  return {
    ...notificationDeps(base, opened),
    inquiries: createInquiryStore(opened.database),
    signer: signerOf(base),
    random: base.random,
    baseUrl: () => shownBase(base, opened),
  };
}

/** Nothing that could look at one customer's home from here is connected: the page says so. */
function pageDeps(base: Base, opened: OpenState): PageDeps {
  return {
    ...inquiryDeps(base, opened),
    notices: createNoticeStore(opened.database, moves),
    ofHosting: hostingNetworks(base.dataFolder),
    recheck: null,
  };
}

/** Findings that one case may hold. */
const ALL = 1_000_000;
const STANDING = new Set(['new', 'open', 'regressed']);

/** Tenants with exposures that still stand, by customer; what was fixed or waived is no concern. */
function exposureSource(store: ExposureStore): AudienceSource {
  return async (caseId) => {
    const [tenants, findings] = await Promise.all([store.tenants(caseId), store.findings(caseId, { after: 0, limit: ALL })]);
    const customerOf = new Map(tenants.map((line) => [line.tenant, line]));
    const affected = new Map<string, { readonly name: string; readonly concerns: Concern[] }>();
    for (const { state, finding } of findings) {
      const owner = finding.tenant === null ? undefined : customerOf.get(finding.tenant);
      if (owner === undefined || !STANDING.has(state)) continue;
      const { title, remedy } = rules[finding.rule];
      const one = affected.get(owner.customerId) ?? { name: owner.customer, concerns: [] };
      one.concerns.push({
        id: `exposure:${finding.rule}:${finding.pathBytes}`,
        source: 'exposure',
        place: finding.path,
        what: title,
        todo: remedy,
        severity: finding.severity,
      });
      affected.set(owner.customerId, one);
    }
    return [...affected].map(([customerId, rest]) => ({ customerId, ...rest }));
  };
}
