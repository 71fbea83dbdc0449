// SPDX-License-Identifier: Apache-2.0
import { readMail } from '../adapters/mime/parse-mail.ts';
import { createAudienceStore } from '../adapters/postgres/notification/audience-store.ts';
import { createOutboxStore } from '../adapters/postgres/outbox-store.ts';
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
import { makeNoticeLink, makeUnsubscribeLink } from '../notification/page/link.ts';
import { noticePageRoutes } from '../notification/page/page.routes.ts';
import { unsubscribeRoutes } from '../notification/page/unsubscribe.routes.ts';
import type { PageDeps } from '../notification/page/page-deps.ts';
import { messageRoutes } from '../notification/message/message.routes.ts';
import type { NotificationDeps } from '../notification/deps.ts';
import type { LanePlan } from '../outbox/lane-policy.port.ts';
import { AHEAD, createLane } from '../outbox/lane.ts';
import type { Lane } from '../outbox/lane.ts';
import { testArrival } from '../organisation/mail/test-mail.ts';
import { createNoticePolicy } from '../notification/sending/policy.ts';
import { sendingRoutes } from '../notification/sending/sending.routes.ts';
import { parseSha256 } from '../kernel/sha256.ts';
import { notificationHandlers } from '../notification/watch.ts';
import type { Carrier } from '../outbox/carrier.port.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { mailSetupOf, shownBase } from './base/mail-setup.ts';
import type { InquiryDeps } from '../notification/inquiry/inquiry-deps.ts';
import { hostingNetworks } from './notice/hosting-networks.ts';
import { createNoticeStore } from '../adapters/postgres/notification/notice-store.ts';
import { createInquiryStore } from '../adapters/postgres/notification/inquiry-store.ts';
import { createFollowStore } from '../adapters/postgres/notification/follow-store.ts';
import type { Seen, SeenByAudits } from '../notification/follow/check.ts';
import { followRoutes } from '../notification/follow/follow.routes.ts';
import type { FollowRouteDeps } from '../notification/follow/follow.routes.ts';
import { letterPageRoutes } from '../notification/follow/letter-page.routes.ts';
import { printerOfDesk } from './exercise/marked-printer.ts';
import { passingOf } from './exercise/passing.ts';
import { repeatingService } from './base/repeating-service.ts';
import { zoneOf } from './calendar/zone.ts';
import { settingsOf } from './base/settings.ts';
import { signerOf } from './base/signer.ts';
import { mailDeps } from './mail/mail.ts';
import { mailThreads } from './threads/mail-threads.ts';
import { carriersOfDesk, gateOf } from './outbox.ts';
import { cameBack, renderer, templatesIn } from './notice/notices.ts';

/** Notification with the register of customers, and with exposure as a source of whom a case concerns. */
export function wireNotification(base: Base): Wired {
  return {
    commands: notificationCommands({
      readMail,
      open: async () => notificationDeps(base, await base.open()),
      openFollow: async () => followDeps(base, await base.open()),
    }),
    routes: (opened) => {
      const deps = notificationDeps(base, opened);
      return [
        ...customerRoutes(deps),
        ...audienceRoutes(deps),
        ...messageRoutes(deps),
        ...sendingRoutes(deps),
        ...inquiryRoutes(inquiryDeps(base, opened)),
        ...noticePageRoutes(pageDeps(base, opened)),
        ...unsubscribeRoutes(pageDeps(base, opened)),
        ...followRoutes(followDeps(base, opened)),
        ...letterPageRoutes(followDeps(base, opened)),
      ];
    },
    handlers: (opened) => notificationHandlers({ ...followDeps(base, opened), seenByAudits: seenBy(createExposureStore(opened.database)) }),
    services(opened) {
      const lane = noticeLane(base, opened, carriersOfDesk(opened, base));
      const beat = repeatingService('notices', BEAT, () => lane.tick());
      return [
        {
          ...beat,
          async stop() {
            await beat.stop();
            await lane.close();
          },
        },
      ];
    },
  };
}

const BEAT = 1000;
/** So many messages may be on their way at a time, and be doubles after a crash. */
const CONNECTIONS = 10;

/** The way by which notices leave; tests listen at the other end, and may plant a plan that is wrong (`changed`). */
export function noticeLane(
  base: Base,
  opened: OpenState,
  carriers: readonly Carrier[],
  connections = CONNECTIONS,
  changed: (plan: LanePlan) => LanePlan = (plan) => plan,
): Lane {
  const policy = createNoticePolicy(notificationDeps(base, opened), connections, AHEAD * connections);
  return createLane({
    journal: opened.journal,
    store: createOutboxStore(opened.database),
    clock: base.clock,
    hash: base.hash,
    passing: passingOf(base, opened),
    carriers,
    purpose: 'notice',
    policy: { ...policy, plan: async (inFlight) => changed(await policy.plan(inFlight)) },
    connections,
  });
}

/** What notification works with on an open desk. */
export function notificationDeps(base: Base, opened: OpenState): NotificationDeps {
  const { journal, database } = opened;
  const people = createOrganisationStore(database);
  const bounces = settingsOf(base.env).MATOI_BOUNCE_DOMAIN;
  const mail = () => mailDeps(base, opened, { gate: (of) => gateOf(base, of), openMail: mailThreads(base).openMail });
  return {
    notices: createNoticeStore(database, moves),
    outbox: gateOf(base, opened),
    passing: passingOf(base, opened),
    tokenOf: async (text) => base.hash((await signerOf(base)()).mark(`notice-envelope ${text}`)).slice(0, 32),
    envelope: (token) => (bounces === null ? null : `b-${token}@${bounces}`),
    async arrival(testId) {
      const found = await testArrival(mail(), testId);
      return found.ok ? found.value.mails.map(({ arrival }) => (arrival.is === 'arrived' ? arrival : { is: arrival.is })) : [];
    },
    async links() {
      const [address, signer] = [await mailSetupOf(opened, base).linkBase(), await signerOf(base)()];
      if (address === null) return null;
      return {
        live: (link) => `${address}/notice/${makeNoticeLink(signer, link, base.clock.now())}`,
        sample: `${address}/notice/sample`,
        unsubscribe: address.startsWith('https:') ? (of) => `${address}/unsubscribe/${makeUnsubscribeLink(signer, of)}` : null,
      };
    },
    async ownAddresses(personId) {
      const [person, organisation] = await Promise.all([people.find(personId), people.organisation()]);
      return [...new Set([organisation.roleMailbox, ...(person?.addresses ?? []).slice(0, 1)])].filter((one) => one !== '');
    },
    async cameBack(raw, envelopeTo) {
      const sha256 = parseSha256(raw);
      const bytes = sha256 === null ? null : await opened.blobs.get(sha256);
      return bytes === null ? null : cameBack(bytes, envelopeTo);
    },
    random: base.random,
    zone: () => zoneOf(opened),
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

/** The same with what follows a notice: reminders, calls and letters. */
export function followDeps(base: Base, opened: OpenState): FollowRouteDeps {
  return {
    ...pageDeps(base, opened),
    follow: createFollowStore(opened.database),
    print: printerOfDesk(base, opened),
    keep: (bytes) => opened.blobs.put(bytes),
    async blob(raw) {
      const sha256 = parseSha256(raw);
      return sha256 === null ? null : opened.blobs.get(sha256);
    },
    async typedAddress() {
      const address = await mailSetupOf(opened, base).linkBase();
      return address === null ? null : `${address}/letter`;
    },
  };
}

/** What the audits of a case know of each customer, over all his homes. */
export function seenBy(store: ExposureStore): SeenByAudits {
  return async (caseId) => {
    const seen = new Map<string, Seen>();
    for (const { customerId, states } of await store.tenants(caseId)) {
      const one = seen.get(customerId) ?? { standing: 0, waived: 0, fixed: 0 };
      const standing = one.standing + states.new + states.open + states.regressed;
      seen.set(customerId, { standing, waived: one.waived + states.waived, fixed: one.fixed + states.fixed });
    }
    return seen;
  };
}

/** Findings that one case may hold. */
const ALL = 1_000_000;
const STANDING = new Set(['new', 'open', 'regressed']);

/** Tenants with exposures that still stand, by customer; what was fixed or waived is no concern. */
function exposureSource(store: ExposureStore): AudienceSource {
  return async (caseId) => {
    const { tenants, findings } = await store.atOneMoment(async (reads) => ({
      tenants: await reads.tenants(caseId),
      findings: await reads.findings(caseId, { after: 0, limit: ALL }),
    }));
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
