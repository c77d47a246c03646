import type { DocumentReference } from 'fhir/r4.js';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { readXml } from '../../wire/xml/xml.ts';
import { storedSocial } from '../services/social-acts.ts';
import { fhirSpan } from '../time.ts';
import { type World } from '../world.ts';
import { html } from './html.ts';
import { layout, type Page } from './layout.ts';
import { moment } from './pages.ts';
import { type Acting } from './people.ts';

export type CitizenSocial = Readonly<{
  oid: string;
  title: string;
  at: number;
  controller: string;
  isAnnulled: boolean;
  paragraphs: readonly string[];
}>;

/** Kinds that the client sees: decisions, assessments, plans and the beginning of a relationship (Central Finland, 1/2026). */
const SHOWN_STRUCTURES: ReadonlySet<string> = new Set(['decision', 'serviceNeedAssessment', 'clientPlan']);

const paragraphsOf = (bytes: Uint8Array): readonly string[] => {
  const read = readXml(bytes, ({ root }) =>
    root
      .elements()
      .filter(node => node.name === 'display')
      .flatMap(display => display.elements().flatMap(node => [node, ...node.elements()]))
      .filter(node => node.elements().length === 0)
      .map(node => node.text().trim())
      .filter(text => text !== ''),
  );
  return read.ok ? read.value : [];
};

/** What the citizen's service shows of social welfare today: newest versions, delays and legal hiding kept; newest first. */
export function socialFor(world: World, { subject }: Acting): readonly CitizenSocial[] {
  const today = dateInHelsinki(world.clock.nowMs());
  return world.store.documents
    .ofPatient('sosiaali', subject.id)
    .flatMap(({ oid, referenceId }): readonly CitizenSocial[] => {
      const reference = world.repository.read<DocumentReference>('DocumentReference', referenceId);
      const told = storedSocial(world, oid);
      if (reference === null || told === null || reference.status !== 'current') return [];
      const isKind =
        told.kind === 'relationship' || (told.kind === 'document' && SHOWN_STRUCTURES.has(told.structure ?? ''));
      const isOpen = told.release === null || (told.release !== 'never' && told.release <= today);
      if (!isKind || !isOpen) return [];
      return [
        {
          oid,
          title: reference.type?.text ?? '',
          at: fhirSpan(reference.date ?? '')?.fromMs ?? 0,
          controller: world.store.register.organisation(told.controller)?.name ?? told.controller,
          isAnnulled: told.annulled,
          paragraphs: paragraphsOf(world.store.documents.bytes(oid) ?? new Uint8Array()),
        },
      ];
    })
    .sort((a, b) => b.at - a.at);
}

export const socialPage = (page: Page, documents: readonly CitizenSocial[]): string =>
  layout(
    page,
    'sosiaali',
    page.say('socialPlace'),
    html`<p class="quiet">${page.say('socialMore')}</p>
      ${
        documents.length === 0
          ? html`<p>${page.say('noSocial')}</p>`
          : html`${documents.map(
              one =>
                html`<section class="choice">
                  <h3>${one.title}${one.isAnnulled ? html` – ${page.say('annulledWord')}` : null}</h3>
                  <p class="quiet">${moment(one.at)} · ${one.controller}</p>
                  ${one.paragraphs.map(text => html`<p class="text">${text}</p>`)}
                </section>`,
            )}`
      }`,
  );
