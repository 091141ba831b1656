import { DomainError } from '@stoa/platform/errors';

/** One answer for a wrong, used, withdrawn and expired link: it says nothing about which. */
export const invitationNotOpen = () =>
  new DomainError('identity.invitation_not_open', 'not_found', 'This invitation does not exist, was used already or is too old. Ask for a new one.');

export const wrongPasswordForInvitation = () =>
  new DomainError('identity.password_wrong', 'forbidden', 'You have an account with this e-mail address already. Give its password to join.');

export const memberAlready = () => new DomainError('identity.member_already', 'conflict', 'This person is a member here already.');
