// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Table } from '../engine/schema.ts';
import type { Compiled } from './compiled.ts';
import { basesOf, correlationSql } from './correlation.ts';
import type { Base } from './correlation.ts';
import { placeOf } from './place.ts';
import { haystacksOf } from './haystack.ts';
import { necessaryLiterals } from './literals.ts';
import type { Correlation, Expression, Filter, Rule, RuleHead, SigmaDocument } from './rule.ts';
import { TOO_DEEP, Unsupported } from './rule.ts';
import { expressionSql } from './to-sql.ts';

/** `place`: which document of the file, from 0. */
type Named = { readonly file: string; readonly place: number; readonly id: string; readonly title: string };
export type RefusedRule = Named & { readonly reason: Bilingual };
export type CompileLine = (Named & { readonly compiled: Compiled }) | RefusedRule;

export type Read = { readonly file: string; readonly place: number; readonly document: SigmaDocument } | RefusedRule;

/** Every document gives a line: its SQL, or the reason why there is none. Correlations see the rules of the same set. */
export function compileAll(read: readonly Read[]): readonly CompileLine[] {
  const documents = read.filter((one): one is Extract<Read, { document: SigmaDocument }> => 'document' in one);
  const filters = documents.flatMap(({ document }) => (document.kind === 'filter' ? [document] : []));
  const sources = documents.flatMap(({ document }) => (document.kind === 'rule' ? [document] : []));
  const rules = new Map<string, Compiled>();
  const lines: CompileLine[] = [];
  const correlations: { file: string; place: number; document: Correlation }[] = [];
  for (const one of read) {
    if (!('document' in one)) lines.push(one);
    else if (one.document.kind === 'correlation') correlations.push({ file: one.file, place: one.place, document: one.document });
    else if (one.document.kind === 'filter') lines.push({ ...named(one, one.document.head), reason: filterWords(one.document, sources) });
    else {
      const rule = one.document;
      lines.push(
        attempt(one, rule.head, () => {
          const compiled = compileRule(one, rule, filters);
          for (const name of [rule.head.id, rule.head.name, rule.head.title]) if (name !== null && name !== '') rules.set(name, compiled);
          return rule.counted === null ? compiled : compileCorrelation(one, rule.counted, [{ name: 'base', rule: compiled }]);
        }),
      );
    }
  }
  for (const { file, place, document } of correlations)
    lines.push(attempt({ file, place }, document.head, () => compileCorrelation({ file, place }, document, basesOf(document, rules))));
  return lines;
}

function named({ file, place }: At, { id, title }: RuleHead): Named {
  return { file, place, id, title };
}

function filterWords(filter: Filter, rules: readonly Rule[]): Bilingual {
  const count = rules.filter((rule) => narrows(filter, rule)).length;
  return {
    ja: `絞り込みのルール（同じ対象のルール ${count} 件の該当を減らすもので、単独では何も探さない）`,
    en: `a filter: it narrows ${count} rules of its log source and finds nothing by itself`,
  };
}

/** A filter narrows rules of the log source that it names, no others (specification, "Sigma Filters": logsource, rules). */
function narrows({ source, rules }: Filter, rule: Rule): boolean {
  const same = (['category', 'product', 'service'] as const).every((part) => source[part] === null || source[part] === rule.source[part]);
  return same && (rules === 'any' || rules.some((name) => name === rule.head.id || name === rule.head.name));
}

function compileCorrelation({ file, place }: At, document: Correlation, bases: readonly Base[]): Compiled {
  const made = { of: 'correlation', document, bases } as const;
  const sql = correlationSql(document, bases);
  return { file, place, head: document.head, table: 'event', test: '0', rows: '0', needed: null, sql, correlation: true, made };
}

type At = { readonly file: string; readonly place: number };

function attempt({ file, place }: At, head: RuleHead, compile: () => Compiled): CompileLine {
  const { id, title } = head;
  try {
    return { file, place, id, title, compiled: compile() };
  } catch (error) {
    if (error instanceof Unsupported) return { file, place, id, title, reason: error.why };
    if (error instanceof RangeError) return { file, place, id, title, reason: TOO_DEEP };
    throw error;
  }
}

function compileRule({ file, place }: At, rule: Rule, filters: readonly Filter[]): Compiled {
  const mine = filters.filter((filter) => narrows(filter, rule));
  const expression: Expression =
    mine.length === 0 ? rule.expression : { do: 'and', of: [rule.expression, ...mine.map((filter) => filter.expression)] };
  const { table, where } = placeOf(rule.source);
  const test = `(${where}) AND (${expressionSql(expression, table)})`;
  return {
    file,
    place,
    head: rule.head,
    table,
    test,
    rows: where,
    needed: haystacksOf(table, necessaryLiterals(expression)),
    sql: ruleSql(table, test),
    correlation: false,
    made: { of: 'rule', expression },
  };
}

/** The lines that a compiled test finds in a table. */
export function ruleSql(table: Table, test: string): string {
  return `SELECT file, line, \`@timestamp\`, \`source.ip\` FROM matoi.${table} WHERE ${test}`;
}
