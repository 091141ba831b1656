import { DomainError } from '@stoa/platform/errors';
import type { HeldRegistration } from './overlay.js';

const refused = (code: string, message: string) => new DomainError(`tax.${code}`, 'invalid', message);

export const overlayChangedMeanwhile = () => new DomainError('tax.overlay_changed_meanwhile', 'precondition_failed', 'Somebody changed the tax set-up meanwhile. Load it again, then repeat your change.');
export const registrationGone = () => new DomainError('tax.registration_not_found', 'not_found', 'There is no such registration.');
export const choiceGone = () => new DomainError('tax.version_choice_not_found', 'not_found', 'There is no such plan for a version.');
export const hasBegun = () => new DomainError('tax.already_in_force', 'conflict', 'It is in force already, and sales were made under it. Give it a last day instead.');
export const turnsBack = () => refused('ends_before_it_begins', 'The last day lies before the first.');
export const startsTooEarly = () => refused('starts_in_the_past', 'It can begin today at the earliest: sales that were made stay as they are.');
export const overlaps = ({ number, from, to }: HeldRegistration) => refused('registrations_overlap', `The registration ${number} holds there ${from === null ? '' : `from ${from} `}${to === null ? 'until further notice' : `to ${to}`}. Give it a last day first.`);
export const unknownPlace = (place: string) => refused('unknown_place', `There is no rule pack for ${place} yet.`);
export const unknownScheme = (scheme: string, place: string) => refused('unknown_scheme', `The law of ${place} knows no registration "${scheme}".`);
export const badNumber = (what: string, example: string) => refused('bad_registration_number', `This is not written like ${what}. One looks like ${example}.`);
export const intermediaryMissing = (example: string) => refused('intermediary_missing', `A marketplace outside the union files through an intermediary inside it. Write its number, such as ${example}.`);
export const intermediaryIdle = () => refused('intermediary_idle', 'This registration needs no intermediary: leave the field empty.');
export const unknownVersion = (pack: string, version: string) => new DomainError('tax.pack_version_not_found', 'not_found', `This deployment carries no version ${version} of ${pack}.`);
export const packNotFound = () => new DomainError('tax.pack_not_found', 'not_found', 'There is no such rule pack.');
export const versionInForce = (version: string) => new DomainError('tax.version_in_force', 'conflict', `Version ${version} is in force then already.`);
export const shadowRunMissing = (pack: string, version: string) => new DomainError('tax.shadow_run_missing', 'conflict', `Hold ${pack} ${version} against your sales of the last 30 days first: it is newer than what is in force.`);
export const roleNotFree = (country: string) => refused('role_not_free', `The law of ${country} does not leave a marketplace the choice of what it is.`);
export const unknownCategory = (category: string) => refused('unknown_category', `No rule pack speaks of ${category}.`);
