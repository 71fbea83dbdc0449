// SPDX-License-Identifier: Apache-2.0
import type { Compiled } from './compiled.ts';
import { correlationSql } from './correlation.ts';
import { placeOf } from './fields.ts';
import { necessaryLiterals } from './literals.ts';
import type { Correlation, Expression, Filter, Rule, RuleHead, SigmaDocument } from './rule.ts';
import { Unsupported } from './rule.ts';
import { expressionSql } from './to-sql.ts';

export type CompileLine =
  | { readonly file: string; readonly id: string; readonly title: string; readonly compiled: Compiled }
  | { readonly file: string; readonly id: string; readonly title: string; readonly reason: string };

export type Read =
  | { readonly file: string; readonly document: SigmaDocument }
  | { readonly file: string; readonly id: string; readonly title: string; readonly reason: string };

/** Every document gives a line: its SQL, or the reason why there is none. Correlations see the rules of the same set. */
export function compileAll(read: readonly Read[]): readonly CompileLine[] {
  const documents = read.filter((one): one is Extract<Read, { document: SigmaDocument }> => 'document' in one);
  const filters = documents.flatMap(({ document }) => (document.kind === 'filter' ? [document] : []));
  const rules = new Map<string, { rule: Rule; compiled: Compiled }>();
  const lines: CompileLine[] = [];
  const correlations: { file: string; document: Correlation }[] = [];
  for (const one of read) {
    if (!('document' in one)) lines.push(one);
    else if (one.document.kind === 'correlation') correlations.push({ file: one.file, document: one.document });
    else if (one.document.kind === 'filter')
      lines.push({
        file: one.file,
        id: one.document.head.id,
        title: one.document.head.title,
        reason: 'a filter: it narrows other rules and finds nothing by itself',
      });
    else {
      const rule = one.document;
      lines.push(
        attempt(one.file, rule.head, () => {
          const compiled = compileRule(one.file, rule, filters);
          for (const name of [rule.head.id, rule.head.name, rule.head.title])
            if (name !== null && name !== '') rules.set(name, { rule, compiled });
          return compiled;
        }),
      );
    }
  }
  for (const { file, document } of correlations) {
    lines.push(
      attempt(file, document.head, () => {
        const sql = correlationSql(document, rules);
        return { file, head: document.head, table: 'event', test: '0', literals: null, sql, correlation: true };
      }),
    );
  }
  return lines;
}

function attempt(file: string, head: RuleHead, compile: () => Compiled): CompileLine {
  const { id, title } = head;
  try {
    return { file, id, title, compiled: compile() };
  } catch (error) {
    if (error instanceof Unsupported) return { file, id, title, reason: error.message };
    throw error;
  }
}

function compileRule(file: string, rule: Rule, filters: readonly Filter[]): Compiled {
  const mine = filters.filter(
    (filter) => filter.rules === 'any' || filter.rules.some((name) => name === rule.head.id || name === rule.head.name),
  );
  const expression: Expression =
    mine.length === 0 ? rule.expression : { do: 'and', of: [rule.expression, ...mine.map((filter) => filter.expression)] };
  const place = placeOf(rule.source);
  const test = `(${place.where}) AND (${expressionSql(expression, place.table)})`;
  return {
    file,
    head: rule.head,
    table: place.table,
    test,
    literals: necessaryLiterals(expression),
    sql: `SELECT file, line, \`@timestamp\`, \`source.ip\` FROM matoi.${place.table} WHERE ${test}`,
    correlation: false,
  };
}
