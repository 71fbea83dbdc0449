// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints as drafts } from '../../../src/disclosure/contract.ts';
import type { StatementDraft } from '../../../src/disclosure/contract.ts';
import { endpoints } from '../../../src/disclosure/release/release.contract.ts';
import type { QuestionSheet, StatementOrder } from '../../../src/disclosure/release/release.contract.ts';
import { endpoints as advisories } from '../../../src/disclosure/advisory/advisory.contract.ts';
import { endpoints as reports } from '../../../src/disclosure/report/report.contract.ts';
import { ask } from '../fetch/http.ts';

export const disclosureKey = (caseId: string) => ['disclosure', caseId] as const;

export type Shown = Pick<StatementDraft, 'stage' | 'reader' | 'lang'>;

/** How the statements of a case stand. */
export function useStatements(caseId: string) {
  return useQuery({
    queryKey: [...disclosureKey(caseId), 'desk'],
    queryFn: ({ signal }) => ask(endpoints.statements, { params: { caseId }, signal }),
  });
}

/** The statement as the record would let it be published now. */
export function useDraft(caseId: string, shown: Shown) {
  return useQuery({
    queryKey: [...disclosureKey(caseId), 'draft', shown],
    queryFn: ({ signal }) => ask(drafts.statementDraft, { params: { caseId }, query: shown, signal }),
  });
}

/** A version exactly as it was frozen. */
export function useFrozen(caseId: string, statementId: string, { reader, lang }: Pick<Shown, 'reader' | 'lang'>) {
  return useQuery({
    queryKey: [...disclosureKey(caseId), 'frozen', statementId, reader, lang],
    queryFn: ({ signal }) => ask(endpoints.frozenStatement, { params: { caseId, statementId }, query: { reader, lang }, signal }),
  });
}

/** What people stated for the statements of a case. */
export function useGiven(caseId: string) {
  return useQuery({
    queryKey: [...disclosureKey(caseId), 'fields'],
    queryFn: ({ signal }) => ask(drafts.statementFields, { params: { caseId }, signal }),
  });
}

/** Questions and answers of the last statement. */
export function useQuestions(caseId: string, asker: QuestionSheet['asker'], lang: 'ja' | 'en') {
  return useQuery({
    queryKey: [...disclosureKey(caseId), 'questions', asker, lang],
    queryFn: ({ signal }) => ask(endpoints.questionSheet, { params: { caseId }, query: { asker, lang }, signal }),
  });
}

export function orderStatement(caseId: string, json: StatementOrder) {
  return ask(endpoints.statementOrder, { params: { caseId }, json });
}

export function setFields(caseId: string, fields: Readonly<Record<string, unknown>>) {
  return ask(drafts.setStatementFields, { params: { caseId }, json: { fields: fields as never } });
}

/** Where a frozen version is to be had as PDF. */
export function statementPaper(caseId: string, statementId: string, { reader, lang }: Pick<Shown, 'reader' | 'lang'>): string {
  return endpoints.statementPaper.at({ caseId, statementId }, { reader, lang });
}

/** Where the report of a case is fetched. */
export const reportAddress = (caseId: string, form: 'pdf' | 'html' | 'md', lang: 'ja' | 'en'): string =>
  reports.caseReport.at({ caseId }, { form, lang });

/** Where the statistics of a year are fetched. */
export const statisticsAddress = (year: number, lang: 'ja' | 'en'): string => reports.yearlyStatistics.at({ year: String(year) }, { lang });

/** Advisories that the case gave out. */
export function useAdvisories(caseId: string) {
  return useQuery({
    queryKey: [...disclosureKey(caseId), 'advisories'],
    queryFn: ({ signal }) => ask(advisories.advisories, { params: { caseId }, signal }),
  });
}

/** Where the sheet is fetched on paper. */
export const questionsAddress = (caseId: string, asker: QuestionSheet['asker'], lang: 'ja' | 'en'): string =>
  endpoints.questionPaper.at({ caseId }, { asker, lang });
