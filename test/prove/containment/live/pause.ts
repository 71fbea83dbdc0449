// SPDX-License-Identifier: Apache-2.0
export const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));
