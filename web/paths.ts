// SPDX-License-Identifier: Apache-2.0
/** Every address of the desk and of its API is built here and nowhere else. */
const part = encodeURIComponent;

function query(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [`${part(name)}=${part(String(value))}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

export const paths = {
  now: '/',
  signIn: '/sign-in',
  setUp: '/setup',
  reports: '/reports',
  reportsWith: (filter: ReportFilter) => `/reports${query({ ...filter })}`,
  triage: (reportId: string) => `/triage/${part(reportId)}`,
  newReport: '/reports/new',
  report: (reportId: string) => `/reports/${part(reportId)}`,
  cases: '/cases',
  case: (caseId: string) => `/cases/${part(caseId)}`,
  clocks: (caseId: string) => `/cases/${part(caseId)}/obligation`,
  board: (caseId: string) => `/cases/${part(caseId)}/fix`,
  duty: '/duty',
  dutyEdit: '/duty/edit',
  measures: '/measures',
  notes: (caseId: string) => `/cases/${part(caseId)}/notes`,
  containment: (caseId: string) => `/cases/${part(caseId)}/containment`,
  exposure: (caseId: string, view: ExposureView = 'findings', filter: ExposureFilter = {}) =>
    `/cases/${part(caseId)}/exposure${view === 'findings' ? '' : `/${view}`}${query({ ...filter })}`,
  exposureTenant: (caseId: string, tenant: string) => `/cases/${part(caseId)}/exposure/tenants/${part(tenant)}`,
  exposureRun: (caseId: string, runId: string) => `/cases/${part(caseId)}/exposure/runs/${part(runId)}`,
  hunt: (caseId: string, view: HuntView = 'claim', asked: Readonly<Record<string, string | null | undefined>> = {}) =>
    `/cases/${part(caseId)}/hunt${view === 'claim' ? '' : `/${view}`}${query(asked)}`,
  logs: '/logs',
  readiness: (tab: ReadinessTab = 'today') => (tab === 'today' ? '/readiness' : `/readiness/${tab}`),
  organisation: '/organisation',
  importPeople: '/organisation/import',
  settings: '/settings',
  gallery: '/dev/gallery',
} as const;

/** What one can look at in the hunt of a case; `claim` stands at its own address without a further part. */
export const huntViews = ['claim', 'sightings', 'standing', 'rules', 'attackers', 'beacons', 'rare', 'data-out', 'logs'] as const;
export type HuntView = (typeof huntViews)[number];

export type ReportFilter = {
  /** Of the screen: whether what was kept apart is listed too. */
  readonly apart?: string | undefined;
  /** Of the API: only reports with a case, or only those without. */
  readonly standing?: 'case' | 'apart' | undefined;
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly search?: string | undefined;
};
export type CaseFilter = { readonly state?: string | undefined; readonly search?: string | undefined };
export type ReadinessTab = 'today' | 'services' | 'draft' | 'traffic' | 'assets';
export type ExposureView = 'findings' | 'tenants' | 'matrix' | 'runs';
export type ExposureFilter = {
  readonly rule?: string | undefined;
  readonly tenant?: string | undefined;
  readonly state?: string | undefined;
  readonly search?: string | undefined;
};

const v1 = '/api/v1';

export const api = {
  session: `${v1}/session`,
  setUp: `${v1}/setup`,
  events: `${v1}/events`,
  reports: (filter: ReportFilter = {}, cursor?: string) => `${v1}/reports${query({ ...filter, cursor })}`,
  report: (reportId: string) => `${v1}/reports/${part(reportId)}`,
  intakeWays: `${v1}/intake/ways`,
  reportByHand: `${v1}/reports/by-hand`,
  reportState: (reportId: string) => `${v1}/reports/${part(reportId)}/state`,
  reportRaise: (reportId: string) => `${v1}/reports/${part(reportId)}/raise`,
  reportHtml: (reportId: string, pictures: boolean) => `${v1}/reports/${part(reportId)}/html${pictures ? '?pictures=shown' : ''}`,
  reportRaw: (reportId: string) => `${v1}/reports/${part(reportId)}/raw`,
  reportSource: (reportId: string, offset: number) => `${v1}/reports/${part(reportId)}/source${query({ offset })}`,
  attachment: (reportId: string, index: number) => `${v1}/reports/${part(reportId)}/attachments/${index}`,
  cases: (filter: CaseFilter = {}, cursor?: string) => `${v1}/cases${query({ ...filter, cursor })}`,
  case: (caseId: string) => `${v1}/cases/${part(caseId)}`,
  entries: (caseId: string, after?: number) => `${v1}/cases/${part(caseId)}/entries${query({ after, limit: 500 })}`,
  exposure: (caseId: string) => `${v1}/cases/${part(caseId)}/exposure`,
  exposurePart: (caseId: string, name: 'tenants' | 'matrix' | 'runs' | 'waivers' | 'export.csv' | 'export.json') =>
    `${v1}/cases/${part(caseId)}/exposure/${name}`,
  exposureFindings: (caseId: string, filter: ExposureFilter, after: number, limit: number) =>
    `${v1}/cases/${part(caseId)}/exposure/findings${query({ ...filter, after, limit })}`,
  exposureTenant: (caseId: string, tenant: string) => `${v1}/cases/${part(caseId)}/exposure/tenants/${part(tenant)}`,
  exposureRun: (caseId: string, runId: string) => `${v1}/cases/${part(caseId)}/exposure/runs/${part(runId)}`,
  plans: (caseId: string) => `${v1}/cases/${part(caseId)}/plans`,
  plan: (caseId: string, planId: string) => `${v1}/cases/${part(caseId)}/plans/${part(planId)}`,
  planRelease: (caseId: string, planId: string) => `${v1}/cases/${part(caseId)}/plans/${part(planId)}/release`,
  planRules: (caseId: string, planId: string, option: string, target: string) =>
    `${v1}/cases/${part(caseId)}/plans/${part(planId)}/render${query({ option, target })}`,
  planExplanation: (caseId: string, planId: string, option: string) =>
    `${v1}/cases/${part(caseId)}/plans/${part(planId)}/explanation${query({ option })}`,
  planMake: (caseId: string) => `${v1}/cases/${part(caseId)}/plans/make`,
  planDo: (caseId: string, planId: string, verb: 'apply' | 'confirm' | 'rollback') =>
    `${v1}/cases/${part(caseId)}/plans/${part(planId)}/${verb}`,
  readiness: `${v1}/readiness`,
  readinessBrief: `${v1}/readiness/brief`,
  draft: `${v1}/readiness/draft`,
  traffic: `${v1}/traffic`,
  trafficLogs: `${v1}/traffic/logs`,
  trafficFromLogs: `${v1}/traffic/from-logs`,
  services: `${v1}/services`,
  servicesCsv: `${v1}/services/export.csv`,
  service: (serviceId: string) => `${v1}/services/${part(serviceId)}`,
  serviceDecision: (serviceId: string) => `${v1}/services/${part(serviceId)}/decision`,
  serviceRemove: (serviceId: string) => `${v1}/services/${part(serviceId)}/remove`,
  serviceSettings: `${v1}/service-settings`,
  importList: (format: string, region: string, service: string) => `${v1}/services/import${query({ format, region, service })}`,
  assets: `${v1}/triage/inventory`,
  logFiles: `${v1}/logs/files`,
  logImports: `${v1}/logs/imports`,
  logImport: (importId: string, act: 'answer' | 'cancel' | 'retry') => `${v1}/logs/imports/${part(importId)}/${act}`,
  logUploads: `${v1}/logs/uploads`,
  logUpload: (importId: string, offset: number) => `${v1}/logs/uploads/${part(importId)}${query({ offset })}`,
  logFormats: `${v1}/logs/formats`,
  logFolders: `${v1}/logs/folders`,
  logFolder: (folderId: string) => `${v1}/logs/folders/${part(folderId)}`,
  huntCoverage: `${v1}/hunt/coverage`,
  huntDays: (zone: string) => `${v1}/hunt/days${query({ zone })}`,
  huntBeacons: (limit?: number) => `${v1}/hunt/beacons${query({ limit })}`,
  huntClaims: (asked: Readonly<Record<string, string | null>> = {}) => `${v1}/hunt/claims${query(asked)}`,
  huntBundle: `${v1}/hunt/claims/bundle`,
  huntSightings: (asked: Readonly<Record<string, string | null>> = {}) => `${v1}/hunt/sightings${query(asked)}`,
  huntRules: `${v1}/hunt/rules`,
  huntRulesRemove: `${v1}/hunt/rules/remove`,
  huntRuleHits: (asked: Readonly<Record<string, string | null>> = {}) => `${v1}/hunt/rules/hits${query(asked)}`,
  huntAttackers: (asked: Readonly<Record<string, string | null>> = {}) => `${v1}/hunt/attackers${query(asked)}`,
  huntRare: (asked: Readonly<Record<string, string | null>> = {}) => `${v1}/hunt/rare${query(asked)}`,
  logHolders: `${v1}/logs/holders`,
  huntSightingsBundle: `${v1}/hunt/sightings/bundle`,
  huntAllowed: `${v1}/hunt/allowed`,
  standing: (caseId: string, search = '') => `${v1}/cases/${part(caseId)}/indicators${query({ search })}`,
  standingFile: (caseId: string, source: string) => `${v1}/cases/${part(caseId)}/indicators/file${query({ source })}`,
  standingSearch: (caseId: string) => `${v1}/cases/${part(caseId)}/indicators/search`,
  huntDataOut: (asked: Readonly<Record<string, string | null>> = {}) => `${v1}/hunt/data-out${query(asked)}`,
  /** `q` is JSON: a question may name a path or a user agent with any sign in it. */
  huntBehind: (what: 'behind' | 'spread' | 'gaps', question: unknown) => `${v1}/hunt/${what}${query({ q: JSON.stringify(question) })}`,
  blob: (sha256: string, caseId: string) => `${v1}/blobs/${part(sha256)}${query({ case: caseId })}`,
  organisation: `${v1}/organisation`,
  people: (cursor?: string) => `${v1}/people${query({ cursor, limit: 500 })}`,
  newPerson: `${v1}/people`,
  person: (personId: string) => `${v1}/people/${part(personId)}`,
  leave: (personId: string) => `${v1}/people/${part(personId)}/leave`,
  giveSignIn: (personId: string) => `${v1}/people/${part(personId)}/sign-in`,
  importPeople: `${v1}/people/import`,
  dutyNow: `${v1}/duty/now`,
  dutyCalendar: (from: string, days: number) => `${v1}/duty/calendar${query({ from, days })}`,
  dutyLint: (days: number) => `${v1}/duty/lint${query({ days })}`,
  dutyPages: `${v1}/duty/pages`,
  dutyPlan: `${v1}/duty/plan`,
  dutyPlanCheck: `${v1}/duty/plan/check`,
  dutyCalls: `${v1}/duty/call-list`,
  dutyAbsences: (person: string) => `${v1}/duty/absences/import${query({ person })}`,
  dutyFeed: (of: string) => `${v1}/duty/feeds/${part(of)}`,
  dutyPushKey: `${v1}/duty/push-key`,
  dutyPush: `${v1}/duty/push`,
  dutyPageCode: (pageId: string) => `${v1}/duty/pages/${part(pageId)}/ack-code`,
  dutyPageResolve: (pageId: string) => `${v1}/duty/pages/${part(pageId)}/resolve`,
  dutyPageAck: (pageId: string) => `${v1}/duty/pages/${part(pageId)}/ack`,
  openClocks: `${v1}/clocks/open`,
  clockRules: `${v1}/clocks/rules`,
  clocks: (caseId: string) => `${v1}/cases/${part(caseId)}/clocks`,
  clockDraft: (caseId: string, clockId: string, lang: string) =>
    `${v1}/cases/${part(caseId)}/clocks/${part(clockId)}/draft${query({ lang })}`,
  board: (caseId: string) => `${v1}/cases/${part(caseId)}/board`,
  playbooks: `${v1}/playbooks`,
  cacao: (id: string) => `${v1}/playbooks/${part(id)}/cacao`,
  workDue: `${v1}/work/due`,
  measures: `${v1}/measures`,
  caseMeasures: (caseId: string) => `${v1}/cases/${part(caseId)}/measures`,
  notes: (caseId: string) => `${v1}/cases/${part(caseId)}/notes`,
  note: (caseId: string, noteId: string) => `${v1}/cases/${part(caseId)}/notes/${part(noteId)}`,
  noteHistory: (caseId: string, noteId: string) => `${v1}/cases/${part(caseId)}/notes/${part(noteId)}/history`,
  noteDraft: (caseId: string, noteId: string) => `${v1}/cases/${part(caseId)}/notes/${part(noteId)}/draft`,
  attachments: (caseId: string) => `${v1}/cases/${part(caseId)}/attachments`,
  machineKeys: `${v1}/machine-keys`,
  machineKey: (keyId: string) => `${v1}/machine-keys/${part(keyId)}`,
  peopleTemplate: `${v1}/people/template.csv`,
  auth: (path: string) => `/api/auth/${path}`,
} as const;

/** The form for people outside; served by the desk as plain HTML, not a screen of this application. */
export const publicForm = '/report';

/** First parts of the addresses that have a screen. Entries may name others, for parts whose screens come later. */
const SCREENS = /^\/(reports|cases|duty|measures|triage|logs|readiness|organisation|settings)(\/|\?|$)/;

/** Whether an address that stands in the record leads to a screen of this desk; no other becomes a link. */
export function hasScreen(href: string): boolean {
  return SCREENS.test(href);
}
