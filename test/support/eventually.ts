// SPDX-License-Identifier: Apache-2.0
const EVERY = 100;

/** Asks again until it no longer throws; after `millis` its last failure stands. */
export async function eventually<T>(ask: () => Promise<T>, millis = 30_000): Promise<T> {
  const until = Date.now() + millis;
  for (;;) {
    try {
      return await ask();
    } catch (cause) {
      if (Date.now() > until) throw cause;
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  }
}

/** Waits until it is so; after `millis` it throws. */
export async function until(fits: () => boolean | Promise<boolean>, millis = 30_000): Promise<void> {
  await eventually(async () => {
    if (!(await fits())) throw new Error('it did not come about in time');
  }, millis);
}
