// SPDX-License-Identifier: Apache-2.0
// npm run make:hosting -- --tenants N --files N --planted N --seed S --out DIR [--decoys N]
import { parseArgs } from 'node:util';
import { buildHosting } from './hosting/build.ts';

const { values } = parseArgs({
  options: {
    tenants: { type: 'string', default: '200' },
    files: { type: 'string', default: '20000' },
    planted: { type: 'string', default: '450' },
    decoys: { type: 'string' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const count = (text: string | undefined, name: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} is a whole number`);
  return value;
};
if (values.out === undefined) throw new Error('--out DIR is needed: a folder that is not there yet, or empty');
const planted = count(values.planted, 'planted');
const made = buildHosting({
  out: values.out,
  tenants: count(values.tenants, 'tenants'),
  files: count(values.files, 'files'),
  planted,
  decoys: values.decoys === undefined ? Math.round((planted * 40) / 9) : count(values.decoys, 'decoys'),
  seed: count(values.seed, 'seed'),
});
console.log(JSON.stringify(made));
