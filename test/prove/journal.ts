// SPDX-License-Identifier: Apache-2.0
// npm run prove:journal [-- --mutations N --seed S]
// Changes one row, chain or blob at a time behind the desk's back; `verify` must find each and name the place.
import { parseArgs } from 'node:util';
import { openTestDesk } from '../support/desk.ts';
import { mutateAndVerify } from '../support/journal-mutations.ts';

const { values } = parseArgs({ options: { mutations: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } } });
const desk = await openTestDesk();
try {
  const result = await mutateAndVerify(desk, Number(values.mutations), Number(values.seed));
  console.log(JSON.stringify(result, null, 2));
  process.exitCode = result.missed.length === 0 && result.done === Number(values.mutations) ? 0 : 1;
} finally {
  await desk.close();
}
