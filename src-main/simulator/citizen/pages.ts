import type { Consent } from 'fhir/r4.js';
import { helsinkiTime, instantOfMs } from '../../../shared/kernel/time.ts';
import { type Kept } from '../search/repository.ts';
import { type Relations } from '../seed/index.ts';
import { active, consentsOf, type Declared, declared, informingsOf } from '../services/will-reading.ts';
import { type World } from '../world.ts';
import { logFor, type Use } from './access-log.ts';
import { html, type Html } from './html.ts';
import { act, day, layout, type Own, type Page, ROOT } from './layout.ts';
import { type Citizen, subjectsOf } from './people.ts';
import { type CitizenRecord, recordsFor, type TextPart } from './records.ts';
import { type Word } from './words.ts';

export function moment(atMs: number): string {
  const { date, time } = helsinkiTime(instantOfMs(atMs));
  return `${day(date)} ${time.slice(0, 5).replace(':', '.')}`;
}

/** The door: the named practice people, or a code. */
/** @param asked the request for wellbeing data that somebody came to answer; empty without one */
export function startPage(page: Page, people: readonly Citizen[], asked: string): string {
  const { say } = page;
  return layout(
    page,
    null,
    say('choose'),
    html`${people.map(
        ({ hetu, name, age }) =>
          html`<div class="choice">
            ${act(page, 'sisaan', { hetu, asked }, say('enter'), html`<span>${name}, ${age}</span>`)}
          </div>`,
      )}
      <h3>${say('hetu')}</h3>
      ${act(
        page,
        'sisaan',
        { asked },
        say('enter'),
        html`<input type="text" name="hetu" autocomplete="off" aria-label="${say('hetu')}" />`,
      )}`,
  );
}

export function recordsPage(page: Own, world: World): string {
  const { say, acting } = page;
  const records = recordsFor(world, acting);
  const rows = records.map(
    record =>
      html`<tr>
        <td class="number">${moment(record.at)}</td>
        <td><a href="${ROOT}/kirjaus/${record.referenceId}">${record.title}</a></td>
        <td>${record.controller}</td>
        <td>${record.author}</td>
        <td>
          ${
            record.eventOid === null || acting.ground === 'guardian'
              ? null
              : act(page, 'tahto', { kind: 'event', event: record.eventOid, emergency: 'yes' }, say('denyEvent'))
          }
        </td>
      </tr>`,
  );
  return layout(
    page,
    'tiedot',
    say('records'),
    html`<p class="quiet">${say('recordsMore')}</p>
      ${
        records.length === 0
          ? html`<p>${say('noRecords')}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th>${say('date')}</th>
                  <th>${say('document')}</th>
                  <th>${say('unit')}</th>
                  <th>${say('author')}</th>
                  <th></th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>`
      }`,
  );
}

function partMarkup(part: TextPart): Html {
  switch (part.kind) {
    case 'heading':
      return html`<h3>${part.text}</h3>`;
    case 'paragraph':
      return html`<p class="text">${part.text}</p>`;
    case 'list':
      return html`<ul>
        ${part.items.map(item => html`<li class="text">${item}</li>`)}
      </ul>`;
    case 'table':
      return html`<table>
        ${part.rows.map(
          row =>
            html`<tr>
              ${row.map(cell => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </table>`;
  }
}

const FORWARDED: Readonly<Record<CitizenRecord['sentTo'][number]['state'], Word>> = {
  waiting: 'forwardWaiting',
  delivered: 'forwardDelivered',
  refused: 'forwardRefused',
  withdrawn: 'forwardWithdrawn',
};

export const recordPage = (page: Own, record: CitizenRecord): string =>
  layout(
    page,
    'tiedot',
    record.title,
    html`<p class="quiet">${moment(record.at)} · ${record.author} · ${record.controller}</p>
      ${record.sentTo.map(
        ({ receiver, state }) =>
          html`<p><strong>${page.say('forwarded')}: ${receiver}</strong>, ${page.say(FORWARDED[state])}</p>`,
      )}
      ${record.parts.map(partMarkup)}
      <p><a href="${ROOT}/tiedot">${page.say('back')}</a></p>`,
  );

function nameOf(says: Declared, world: World, { say }: Page): Html {
  switch (says.sort) {
    case 'consent':
      return html`${say(says.sector === 'health' ? 'consentHealth' : 'consentSocial')}`;
    case 'crossing':
      return html`${say('crossing')}`;
    case 'deniedInEmergency':
      return html`${say('deniedInEmergency')}`;
    case 'prescription':
      return html`${say('denialPrescription')} <span class="quiet">${says.setId}</span>`;
    case 'livingWill':
      return html`${say('livingWill')}<br /><span class="text">${says.text}</span>`;
    case 'organDonation':
      return html`${say('organDonation')}: ${say(says.allowed ? 'organYes' : 'organNo')}`;
    case 'denial': {
      const { target, emergency } = says;
      const what =
        target === 'allHealth'
          ? html`${say('denialAll')}`
          : target === 'uusimaa'
            ? html`${say('denialUusimaa')}`
            : 'provider' in target
              ? html`${say('denialProvider')}
                ${world.store.register.organisation(target.provider)?.name ?? target.provider}`
              : 'event' in target
                ? html`${say('denialEvent')}`
                : html`${say('denialOther')}`;
      return html`${what}<br /><span class="quiet">${say(emergency ? 'emergency' : 'noEmergency')}</span>`;
    }
  }
}

const emergencyField = ({ say }: Page): Html =>
  html`<label><input type="checkbox" name="emergency" value="yes" checked /> ${say('emergency')}</label>`;

export function willsPage(page: Own, world: World): string {
  const { say, acting } = page;
  const mine = acting.ground !== 'guardian';
  const informings = informingsOf(world, acting.subject.id);
  const consents: readonly Kept<Consent>[] = active(consentsOf(world, acting.subject.id));
  const rows = consents.flatMap(consent => {
    const says = declared(consent);
    return says === null
      ? []
      : [
          html`<tr>
            <td>${nameOf(says, world, page)}</td>
            <td class="number">${day((consent.dateTime ?? '').slice(0, 10))}</td>
            <td>${mine || says.sort === 'consent' ? act(page, 'peru', { id: consent.id }, say('withdraw')) : null}</td>
          </tr>`,
        ];
  });
  const told = informings.map(
    ({ sent, payload }) =>
      html`<tr>
        <td>${say('informing')} ${payload?.[0]?.contentString ?? ''}</td>
        <td class="number">${day((sent ?? '').slice(0, 10))}</td>
        <td></td>
      </tr>`,
  );
  const controllers = [
    ...new Map(recordsFor(world, acting).map(({ controllerOid, controller }) => [controllerOid, controller])),
  ];
  const choice = (content: Html): Html => html`<div class="choice">${content}</div>`;
  return layout(
    page,
    'tahto',
    say('wills'),
    html`<h3>${say('inForce')}</h3>
      ${
        rows.length + told.length === 0
          ? html`<p>${say('none')}</p>`
          : html`<table>
              <tbody>
                ${told}${rows}
              </tbody>
            </table>`
      }
      <h3>${say('give')}</h3>
      ${
        informings.length > 0
          ? null
          : choice(
              act(page, 'tahto', { kind: 'informing' }, say('acknowledge'), html`<span>${say('informing')}</span>`),
            )
      }${choice(act(page, 'tahto', { kind: 'consentHealth' }, say('save'), html`<span>${say('consentHealth')}</span>`))}${choice(
        act(page, 'tahto', { kind: 'consentSocial' }, say('save'), html`<span>${say('consentSocial')}</span>`),
      )}${
        mine
          ? html`${choice(act(page, 'tahto', { kind: 'all-health' }, say('save'), html`<span>${say('denialAll')}</span>${emergencyField(page)}`))}${choice(
              act(
                page,
                'tahto',
                { kind: 'uusimaa' },
                say('save'),
                html`<span>${say('denialUusimaa')}</span>${emergencyField(page)}`,
              ),
            )}${
              controllers.length === 0
                ? null
                : choice(
                    act(
                      page,
                      'tahto',
                      { kind: 'provider' },
                      say('save'),
                      html`<label
                          >${say('denialProvider')}
                          <select name="controller">
                            ${controllers.map(([oid, name]) => html`<option value="${oid}">${name}</option>`)}
                          </select></label
                        >${emergencyField(page)}`,
                    ),
                  )
            }${choice(
              act(
                page,
                'tahto',
                { kind: 'livingWill' },
                say('save'),
                html`<label for="will">${say('livingWill')}</label><textarea id="will" name="text"></textarea>`,
              ),
            )}${choice(
              act(
                page,
                'tahto',
                { kind: 'organDonation' },
                say('save'),
                html`<span>${say('organDonation')}</span
                  ><label><input type="radio" name="organ" value="yes" checked /> ${say('organYes')}</label
                  ><label><input type="radio" name="organ" value="no" /> ${say('organNo')}</label>`,
              ),
            )}`
          : null
      }`,
  );
}

const USES: Readonly<Record<Use, Word>> = {
  use: 'use',
  disclosure: 'disclosure',
  emergency: 'emergencyUse',
  storing: 'storing',
  own: 'ownUse',
};
const SERVICES: Readonly<Record<string, Word>> = {
  resepti: 'resepti',
  potilastieto: 'potilastieto',
  tahdonilmaisu: 'tahdonilmaisu',
  sosiaali: 'sosiaali',
  kuva: 'kuva',
  omatieto: 'omatieto',
  omakanta: 'omakanta',
};

export function logPage(page: Own, world: World): string {
  const { say, acting } = page;
  const lines = logFor(world, acting.subject.id);
  return layout(
    page,
    'loki',
    say('log'),
    html`<p class="quiet">${say('logMore')}</p>
      ${
        lines.length === 0
          ? html`<p>${say('noLog')}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th>${say('time')}</th>
                  <th>${say('unit')}</th>
                  <th>${say('service')}</th>
                  <th>${say('how')}</th>
                  <th>${say('count')}</th>
                </tr>
              </thead>
              <tbody>
                ${lines.map(
                  ({ atMs, unit, service, use, count }) =>
                    html`<tr>
                      <td class="number">${moment(atMs)}</td>
                      <td>${unit}</td>
                      <td>${say(SERVICES[service] ?? 'omakanta')}</td>
                      <td>${say(USES[use])}</td>
                      <td class="number">${count}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  );
}

export function othersPage(page: Own, world: World, relations: Relations): string {
  const { say, acting } = page;
  const all = subjectsOf(world, relations, acting.citizen);
  return layout(
    page,
    'puolesta',
    say('others'),
    html`${all.length === 1 ? html`<p>${say('noOthers')}</p>` : null}${all.map(
      ({ subject, ground }) =>
        html`<div class="choice">
          ${act(page, 'asioi', { subject: subject.id }, say('actFor'), html`<span>${subject.name}, ${subject.age}, ${say(ground)}</span>`)}
        </div>`,
    )}`,
  );
}
