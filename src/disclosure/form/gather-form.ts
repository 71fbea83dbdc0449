// SPDX-License-Identifier: Apache-2.0
import { ruleNames } from '../../case/entry/rule-names.ts';
import type { DisclosureView } from '../../case/fold/disclosure.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { defang } from '../../common/defang.ts';
import type { DisclosureDeps } from '../deps.ts';
import { collect } from '../fact/collect.ts';
import { patternsOf } from '../sharing/stix.ts';
import { gather } from '../statement/gather.ts';
import { isFormField } from './fields.ts';
import type { Consent, Filling, Form } from './form.ts';

/** What the forms of this case can be filled from, now. */
export async function gatherForm(deps: DisclosureDeps, view: CaseView, form: Form): Promise<Filling> {
  const now = deps.clock.now();
  const saying = await gather(deps, view, 'second', now);
  const { disclosure, obligation } = view.parts;
  const to = collect();
  disclosure.statements
    .flatMap(({ number, published }) => (published === null ? [] : [{ number, ...published }]))
    .forEach(({ number, at, seq }, index) => {
      to.count(`form.public.${index}.number`, number, seq);
      to.instant(`form.public.${index}.at`, at, seq);
    });
  obligation.clocks
    .filter(({ settled }) => settled.is !== 'not-applicable')
    .forEach(({ rule, computed, settled, seq }, index) => {
      to.word(`form.clocks.${index}.name`, rule, ruleNames[rule], seq);
      to.instant(`form.clocks.${index}.until`, computed.deadline, seq);
      if (settled.is === 'met' || settled.is === 'missed') to.instant(`form.clocks.${index}.filed`, settled.submittedAt, seq);
    });
  const decided = form.consent === null ? undefined : disclosure.form.consents[form.consent];
  const consent = decided === undefined ? null : consentOf(decided);
  if (decided !== undefined) {
    to.name('form.consent.by', decided.by, decided.seq);
    to.instant('form.consent.at', decided.at, decided.seq);
  }
  return {
    saying: { ...saying, facts: { ...saying.facts, ...to.facts() } },
    fields: Object.fromEntries(
      Object.entries(disclosure.form.fields).flatMap(([field, { value }]) => (isFormField(field) ? [[field, value]] : [])),
    ),
    consent,
    indicators: patternsOf(view).map(({ value }) => defang(value)),
  };
}

function consentOf({ given, by, at, reason }: NonNullable<DisclosureView['form']['consents']['ddos']>): Consent {
  return { given, by, at, reason };
}
