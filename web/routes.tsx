// SPDX-License-Identifier: Apache-2.0
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { App } from './screens/frame/app.tsx';
import { NotFound } from './screens/frame/not-found.tsx';
import { paths } from './paths.ts';

const root = createRootRoute({ component: App, notFoundComponent: NotFound });

const text = z.string().max(500).optional().catch(undefined);
const reportsSearch = z.object({ state: text, kind: text, search: text, apart: text });
const casesSearch = z.object({ state: text, search: text });
const roundsSearch = z.object({ state: text, category: text, search: text });
const exposureSearch = z.object({ rule: text, tenant: text, state: text, search: text });
const long = z.coerce.string().max(4000).optional().catch(undefined);
const huntSearch = z.object({
  kind: text,
  path: long,
  indicators: long,
  computer: text,
  destination: long,
  since: text,
  until: text,
  run: text,
});
const caseSearch = z.object({ station: text });

const route = <P extends string>(path: P) => ({ getParentRoute: () => root, path }) as const;

/** Every screen, by its address. Each is fetched when it is first opened. */
const tree = root.addChildren([
  createRoute({ ...route('/'), component: lazyRouteComponent(() => import('./screens/now/now.tsx'), 'Now') }),
  // Sign-in and set-up stand in front of every address (see App); these two addresses only lead there.
  createRoute({ ...route('/sign-in'), beforeLoad: () => toNow() }),
  createRoute({
    ...route('/setup'),
    component: lazyRouteComponent(() => import('./screens/now/now.tsx'), 'Now'),
  }),
  createRoute({
    ...route('/reports'),
    validateSearch: reportsSearch,
    component: lazyRouteComponent(() => import('./screens/reports/inbox.tsx'), 'Inbox'),
  }),
  createRoute({ ...route('/reports/new'), component: lazyRouteComponent(() => import('./screens/reports/by-hand.tsx'), 'ByHandReport') }),
  createRoute({ ...route('/reports/$reportId'), component: lazyRouteComponent(() => import('./screens/reports/report.tsx'), 'Report') }),
  createRoute({ ...route('/triage/$reportId'), component: lazyRouteComponent(() => import('./screens/triage/triage.tsx'), 'Triage') }),
  createRoute({ ...route('/triage/$reportId/$tab'), component: lazyRouteComponent(() => import('./screens/triage/triage.tsx'), 'Triage') }),
  createRoute({
    ...route('/cases'),
    validateSearch: casesSearch,
    component: lazyRouteComponent(() => import('./screens/cases/case-list.tsx'), 'CaseList'),
  }),
  createRoute({
    ...route('/cases/$caseId'),
    validateSearch: caseSearch,
    component: lazyRouteComponent(() => import('./screens/cases/situation-room.tsx'), 'SituationRoom'),
  }),
  createRoute({
    ...route('/cases/$caseId/exposure'),
    validateSearch: exposureSearch,
    component: lazyRouteComponent(() => import('./screens/exposure/exposure.tsx'), 'Exposure'),
  }),
  createRoute({
    ...route('/cases/$caseId/exposure/$view'),
    component: lazyRouteComponent(() => import('./screens/exposure/exposure.tsx'), 'Exposure'),
  }),
  createRoute({
    ...route('/cases/$caseId/exposure/$view/$item'),
    component: lazyRouteComponent(() => import('./screens/exposure/exposure.tsx'), 'Exposure'),
  }),
  createRoute({
    ...route('/cases/$caseId/obligation'),
    component: lazyRouteComponent(() => import('./screens/obligation/clocks.tsx'), 'Clocks'),
  }),
  createRoute({
    ...route('/cases/$caseId/customers'),
    component: lazyRouteComponent(() => import('./screens/notification/audience.tsx'), 'Audience'),
  }),
  createRoute({
    ...route('/cases/$caseId/follow'),
    component: lazyRouteComponent(() => import('./screens/follow/follow.tsx'), 'Follow'),
  }),
  createRoute({
    ...route('/cases/$caseId/inquiries'),
    component: lazyRouteComponent(() => import('./screens/notification/inquiries.tsx'), 'Inquiries'),
  }),
  createRoute({
    ...route('/cases/$caseId/public'),
    component: lazyRouteComponent(() => import('./screens/disclosure/statements.tsx'), 'Statements'),
  }),
  createRoute({
    ...route('/cases/$caseId/forms'),
    component: lazyRouteComponent(() => import('./screens/disclosure/form/forms.tsx'), 'Forms'),
  }),
  createRoute({
    ...route('/cases/$caseId/fix'),
    component: lazyRouteComponent(() => import('./screens/remediation/board.tsx'), 'WorkBoard'),
  }),
  createRoute({
    ...route('/cases/$caseId/notes'),
    component: lazyRouteComponent(() => import('./screens/notes/notes.tsx'), 'Notes'),
  }),
  createRoute({
    ...route('/measures'),
    validateSearch: z.object({ case: text }),
    component: lazyRouteComponent(() => import('./screens/measures/measures.tsx'), 'Measures'),
  }),
  createRoute({ ...route('/duty/edit'), component: lazyRouteComponent(() => import('./screens/rota/rota-editor.tsx'), 'RotaEditor') }),
  createRoute({ ...route('/duty'), component: lazyRouteComponent(() => import('./screens/duty/duty.tsx'), 'Duty') }),
  createRoute({
    ...route('/cases/$caseId/containment'),
    component: lazyRouteComponent(() => import('./screens/containment/containment.tsx'), 'Containment'),
  }),
  createRoute({
    ...route('/cases/$caseId/hunt'),
    validateSearch: huntSearch,
    component: lazyRouteComponent(() => import('./screens/hunt/hunt.tsx'), 'Hunt'),
  }),
  createRoute({
    ...route('/cases/$caseId/hunt/$view'),
    validateSearch: huntSearch,
    component: lazyRouteComponent(() => import('./screens/hunt/hunt.tsx'), 'Hunt'),
  }),
  createRoute({ ...route('/logs'), component: lazyRouteComponent(() => import('./screens/hunt/logs.tsx'), 'Logs') }),
  createRoute({ ...route('/readiness'), component: lazyRouteComponent(() => import('./screens/readiness/readiness.tsx'), 'Readiness') }),
  createRoute({
    ...route('/readiness/$tab'),
    component: lazyRouteComponent(() => import('./screens/readiness/readiness.tsx'), 'Readiness'),
  }),
  createRoute({
    ...route('/exercises'),
    validateSearch: roundsSearch,
    component: lazyRouteComponent(() => import('./screens/exercise/exercises.tsx'), 'Exercises'),
  }),
  createRoute({
    ...route('/exercises/rounds/new'),
    component: lazyRouteComponent(() => import('./screens/exercise/set-up.tsx'), 'NewRound'),
  }),
  createRoute({
    ...route('/exercises/rounds/$roundId'),
    component: lazyRouteComponent(() => import('./screens/exercise/round.tsx'), 'RoundScreen'),
  }),
  createRoute({
    ...route('/exercises/runs/new'),
    component: lazyRouteComponent(() => import('./screens/exercise/run/start-run.tsx'), 'StartRun'),
  }),
  createRoute({
    ...route('/exercises/runs/$runId'),
    component: lazyRouteComponent(() => import('./screens/exercise/run/run.tsx'), 'RunScreen'),
  }),
  createRoute({
    ...route('/exercises/runs/$runId/wash'),
    component: lazyRouteComponent(() => import('./screens/exercise/run/wash.tsx'), 'WashScreen'),
  }),
  createRoute({ ...route('/customers'), component: lazyRouteComponent(() => import('./screens/notification/customers.tsx'), 'Customers') }),
  createRoute({ ...route('/organisation'), component: lazyRouteComponent(() => import('./screens/organisation/people.tsx'), 'People') }),
  createRoute({
    ...route('/organisation/import'),
    component: lazyRouteComponent(() => import('./screens/organisation/import-people.tsx'), 'ImportPeople'),
  }),
  createRoute({
    ...route('/organisation/outside'),
    component: lazyRouteComponent(() => import('./screens/organisation/outside/outside.tsx'), 'Outside'),
  }),
  createRoute({ ...route('/settings'), component: lazyRouteComponent(() => import('./screens/settings/settings.tsx'), 'Settings') }),
  createRoute({ ...route('/settings/mail'), component: lazyRouteComponent(() => import('./screens/mail/mail.tsx'), 'Mail') }),
  createRoute({
    ...route('/settings/security-txt'),
    component: lazyRouteComponent(() => import('./screens/disclosure/contact/security-txt.tsx'), 'SecurityTxt'),
  }),
  createRoute({ ...route('/dev/gallery'), component: lazyRouteComponent(() => import('./dev/gallery.tsx'), 'Gallery') }),
]);

function toNow(): never {
  // oxlint-disable-next-line typescript/only-throw-error -- the router's own way to redirect
  throw redirect({ href: paths.now });
}

export function makeRouter() {
  return createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: true });
}
