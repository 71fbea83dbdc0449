// SPDX-License-Identifier: Apache-2.0
// oxlint-disable-next-line typescript/no-explicit-any -- any function; what it takes and gives stands in its own type
type Read = (...given: any[]) => unknown;

/** A function that reads a foreign file, named by the module in which it stands. What it takes and gives is plain data. */
export type Reader<F extends Read> = { readonly module: string; readonly name: string; readonly of?: F };

/** A reader as it is called, wherever it runs. */
export type Reading<F extends Read> = (...given: Parameters<F>) => ReturnType<F> | Promise<Awaited<ReturnType<F>>>;

/** Runs a reader where it can hold nobody up, within limits of time and memory; over them it rejects with a problem. */
export type Apart = <F extends Read>(reader: Reader<F>) => (...given: Parameters<F>) => Promise<Awaited<ReturnType<F>>>;

/** A reader by the address of its module, with a type import only: who asks never loads the reader. */
export function readerOf<F extends Read>(module: URL, name: string): Reader<F> {
  return { module: module.href, name };
}
