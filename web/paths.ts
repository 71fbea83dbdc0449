// SPDX-License-Identifier: Apache-2.0
/** Every address of a screen is built here and nowhere else; those of the API stand in the contracts of the parts. */
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
  audience: (caseId: string) => `/cases/${part(caseId)}/customers`,
  follow: (caseId: string) => `/cases/${part(caseId)}/follow`,
  inquiries: (caseId: string) => `/cases/${part(caseId)}/inquiries`,
  statements: (caseId: string) => `/cases/${part(caseId)}/public`,
  reportForms: (caseId: string) => `/cases/${part(caseId)}/forms`,
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
  exercises: '/exercises',
  exercisesWith: (filter: RoundFilter) => `/exercises${query({ ...filter })}`,
  newRound: '/exercises/rounds/new',
  newRun: '/exercises/runs/new',
  run: (runId: string) => `/exercises/runs/${part(runId)}`,
  wash: (runId: string) => `/exercises/runs/${part(runId)}/wash`,
  round: (roundId: string) => `/exercises/rounds/${part(roundId)}`,
  organisation: '/organisation',
  importPeople: '/organisation/import',
  outside: '/organisation/outside',
  customers: '/customers',
  settings: '/settings',
  mail: '/settings/mail',
  securityTxt: '/settings/security-txt',
  gallery: '/dev/gallery',
} as const;

/** What one can look at in the hunt of a case; `claim` stands at its own address without a further part. */
export const huntViews = ['claim', 'sightings', 'others', 'standing', 'rules', 'attackers', 'beacons', 'rare', 'data-out', 'logs'] as const;
export type HuntView = (typeof huntViews)[number];

export type ReportFilter = {
  /** Of the screen: whether what was kept apart is listed too. */
  readonly apart?: string | undefined;
  /** Of the API: only reports with a case, or only those without. */
  readonly standing?: 'case' | 'apart' | undefined;
  /** Of the API: only what was kept apart although it speaks of a weakness. */
  readonly speaks?: 'true' | undefined;
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly search?: string | undefined;
};
export type RoundFilter = {
  readonly state?: string | undefined;
  readonly category?: string | undefined;
  readonly search?: string | undefined;
};
export type CaseFilter = { readonly state?: string | undefined; readonly search?: string | undefined };
export type ReadinessTab = 'today' | 'start' | 'services' | 'draft' | 'traffic' | 'assets';
export type ExposureView = 'findings' | 'tenants' | 'matrix' | 'runs';
export type ExposureFilter = {
  readonly rule?: string | undefined;
  readonly tenant?: string | undefined;
  readonly state?: string | undefined;
  readonly search?: string | undefined;
};

/** First parts of the addresses that have a screen. Entries may name others, for parts whose screens come later. */
const SCREENS = /^\/(reports|cases|duty|measures|triage|logs|readiness|exercises|organisation|settings)(\/|\?|$)/;

/** Whether an address that stands in the record leads to a screen of this desk; no other becomes a link. */
export function hasScreen(href: string): boolean {
  return SCREENS.test(href);
}
