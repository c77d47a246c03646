import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';

/** Where pictures for people to look at are kept (`KANTELE_PICTURES`); null in every other run. */
export const picturesFolder = process.env['KANTELE_PICTURES'] ?? null;

/** A picture of the page as it stands, when a folder for pictures is named. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (picturesFolder === null) return;
  mkdirSync(picturesFolder, { recursive: true });
  await page.screenshot({ path: join(picturesFolder, `${name}.png`) });
}
