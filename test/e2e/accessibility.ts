import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright-core';

/** What WCAG 2.2 AA finds wrong with the page as it stands, each with the elements it names; empty when nothing is. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // React Aria's announcer keeps the name of a button for seconds after the button has gone.
  const { violations } = await new AxeBuilder({ page })
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`);
}
